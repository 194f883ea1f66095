package io.balsam.cobalt.fake;

import io.balsam.spi.CommandResult;
import java.util.List;

/** Implements {@code qhold}, {@code qrls} and {@code qalter}. */
record Holds(CobaltQueues queues) {

  CommandResult hold(Call call) {
    StringBuilder out = new StringBuilder();
    synchronized (queues) {
      for (CobaltJob job : jobs(call.words())) {
        if (job.state.equals("user_hold")) {
          job.log.info("user hold already present; ignoring hold request");
          answer(out, "Failed to place user hold on jobs", job, " already in state 'user hold'");
        } else if (job.active()) {
          answer(out, "Failed to place user hold on jobs", job, " is already active");
        } else {
          job.state = "user_hold";
          job.log.info("user hold placed on job");
          answer(out, "Placed user hold on jobs", job, "");
        }
      }
    }
    return new CommandResult(0, out.toString(), "");
  }

  CommandResult release(Call call) {
    StringBuilder out = new StringBuilder();
    synchronized (queues) {
      for (CobaltJob job : jobs(call.words())) {
        if (job.state.equals("user_hold")) {
          job.log.info("user hold released");
          job.log.info("no holds remain; releasing job");
          job.state = job.dependencies.isEmpty() ? "queued" : "dep_hold";
          answer(out, "Removed user hold on jobs", job, "");
        } else {
          String why = " is already active and does not have a pending 'user hold'";
          answer(out, "Failed to remove user hold on jobs", job, why);
        }
      }
      queues.schedule();
    }
    return new CommandResult(0, out.toString(), "");
  }

  /** Reads {@code -t MINUTES}, {@code -n NODES} and {@code -A PROJECT}, then IDs. */
  CommandResult alter(Call call) {
    QsubOptions options = QsubOptions.parse(call.words());
    StringBuilder out = new StringBuilder();
    synchronized (queues) {
      for (CobaltJob job : jobs(options.rest())) {
        if (options.has("--time")) {
          int minutes = Integer.parseInt(options.get("--time", ""));
          out.append("walltime changed from %d to %d%n".formatted(job.minutes, minutes));
          job.minutes = minutes;
        }
        if (options.has("--nodecount")) {
          int nodes = Integer.parseInt(options.get("--nodecount", ""));
          out.append("nodes changed from %d to %d%n".formatted(job.nodeCount, nodes));
          out.append("procs changed from %d to %d%n".formatted(job.nodeCount, nodes));
          job.nodeCount = nodes;
        }
        if (options.has("--project")) {
          String project = options.get("--project", "");
          out.append("project changed from %s to %s%n".formatted(job.project, project));
          job.project = project;
        }
      }
      queues.schedule();
    }
    return new CommandResult(0, out.toString(), "");
  }

  private List<CobaltJob> jobs(List<String> ids) {
    return queues.jobs().values().stream().filter(job -> ids.contains("" + job.id)).toList();
  }

  private static void answer(StringBuilder out, String what, CobaltJob job, String why) {
    String subject = why.isEmpty() ? "" : "job ";
    out.append("   %s: %n      %s%d%s%n".formatted(what, subject, job.id, why));
  }
}
