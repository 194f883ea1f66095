package io.balsam.cobalt.fake;

import io.balsam.spi.CommandResult;
import java.util.List;

/** Implements {@code qdel}. */
record Qdel(CobaltQueues queues) {

  CommandResult run(Call call) {
    if (call.words().isEmpty()) {
      throw new Refusal(
          1, "Usage: qdel.py [options] <jobid1> [ ... <jobidN>]\n\n", "No Jobid(s) given\n\n");
    }
    for (String word : call.words()) {
      if (!word.matches("\\d+")) {
        throw new Refusal("jobid must be an integer: " + word);
      }
    }
    Table table = new Table(List.of("JobID", "User"));
    boolean any = false;
    synchronized (queues) {
      for (CobaltJob job : List.copyOf(queues.jobs().values())) {
        boolean wanted = call.words().contains("" + job.id);
        // Jobs of other users are skipped silently.
        if (wanted && (call.user().equals(job.user) || call.user().equals("root"))) {
          any = true;
          table.row(List.of("" + job.id, job.user));
          delete(job, call.user());
        }
      }
    }
    return new CommandResult(0, any ? "      Deleted Jobs\n" + table : "", "");
  }

  private void delete(CobaltJob job, String user) {
    switch (job.state) {
      case "running" -> {
        job.log.info("user delete requested with signal SIGTERM by user " + user);
        queues.end(job);
      }
      case "killing" ->
          job.log.info(
              "user delete request already pending with signal SIGTERM; ignoring user delete request");
      default -> {
        job.log.info("user delete requested by user " + user);
        queues.remove(job, -1);
      }
    }
  }
}
