package io.balsam.cli.setup;

import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.site.Invocation;
import io.balsam.engine.batchjob.BatchJobSettings;
import io.balsam.engine.site.SiteConfig;
import io.balsam.engine.site.TrialBatchJob;
import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchState;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.PluginException;
import io.balsam.spi.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Submits a real BatchJob of one node and one minute, in which the doctor runs its checks again.
 */
final class OneMinute {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
  private static final String NAME = "doctor";

  private final Invocation call;
  private final SiteDirectory site;
  private final SiteConfig plan;
  private final BatchJobSettings batchJobs;
  private final Scheduler scheduler;

  OneMinute(
      Invocation call,
      SiteDirectory site,
      SiteConfig plan,
      BatchJobSettings batchJobs,
      Scheduler scheduler) {
    this.call = call;
    this.site = site;
    this.plan = plan;
    this.batchJobs = batchJobs;
    this.scheduler = scheduler;
  }

  Check run() {
    Path script = file(".sh");
    try {
      remove();
      List<String> doctor = new ArrayList<>(call.program().onNodes());
      doctor.addAll(List.of("doctor", "--site", site.directory().toString()));
      BatchSubmission asked =
          TrialBatchJob.write(
              site.directory(), plan, batchJobs, call.program().onNodes(), script, doctor);
      if (!call.arguments().has("json")) {
        call.console().say("Submitting a BatchJob of one node and one minute …");
      }
      return check(asked, scheduler.submit(asked));
    } catch (PluginException e) {
      return Check.fail("one minute", String.valueOf(e.getMessage()), "see job-template.sh");
    } catch (IOException e) {
      return Check.fail("one minute", "cannot use " + script + ": " + e.getMessage(), "");
    }
  }

  private Check check(BatchSubmission asked, String id) throws IOException {
    BatchReport report = follow(id);
    switch (report.state()) {
      case FINISHED -> {
        remove();
        return Check.ok("one minute", "%s ran on a node; all checks passed there".formatted(id));
      }
      case FAILED -> {
        return Check.fail(
            "one minute",
            "%s: %s%s".formatted(id, report.reason(), wrongThere()),
            "its output is in %s and .err".formatted(file(".out")));
      }
      default -> {
        scheduler.cancel(id);
        remove();
        return Check.warn(
            "one minute",
            "%s did not end within %d minutes (%s), and was cancelled"
                .formatted(id, PATIENCE.toMinutes(), report.reason()),
            "the queue %s may be full: try again later".formatted(asked.queue()));
      }
    }
  }

  private BatchReport follow(String id) {
    Instant deadline = Instant.now().plus(PATIENCE);
    Duration pause = Duration.ofSeconds(1);
    BatchReport report = BatchReport.of(BatchState.UNKNOWN, "");
    while (Instant.now().isBefore(deadline)) {
      report = scheduler.status(List.of(id)).getOrDefault(id, report);
      if (report.state() == BatchState.FINISHED || report.state() == BatchState.FAILED) {
        return scheduler.history(List.of(id)).getOrDefault(id, report);
      }
      try {
        Thread.sleep(pause.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return report;
      }
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }
    return report;
  }

  /** Returns what the doctor found wrong on the node, else the last line of the output. */
  private String wrongThere() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path output : List.of(file(".out"), file(".err"))) {
      if (Files.exists(output)) {
        try (Stream<String> lines = Files.lines(output)) {
          lines.filter(line -> line.startsWith("FAIL") || found.isEmpty()).forEach(found::add);
        }
      }
    }
    return found.isEmpty() ? "" : ": " + found.get(found.size() - 1).strip();
  }

  private void remove() throws IOException {
    for (String end : List.of(".sh", ".out", ".err")) {
      Files.deleteIfExists(file(end));
    }
  }

  private Path file(String end) {
    return site.batchScripts().resolve(NAME + end);
  }
}
