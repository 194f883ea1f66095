package io.balsam.cli.progress;

import io.balsam.engine.api.EventView;
import io.balsam.engine.api.JobView;

/** Why a job failed, in a few words. */
final class FailureText {

  private FailureText() {}

  static String of(JobView job, EventView event) {
    Object message = event.data().get("message");
    if (message == null) {
      message = event.data().get("reason");
    }
    String text = message == null ? "" : message.toString().lines().findFirst().orElse("");
    if (text.isEmpty()) {
      text = ofEnd(job, event.cause());
    }
    return job.attempts() > 1 ? text + " (attempt " + job.attempts() + ")" : text;
  }

  private static String ofEnd(JobView job, String cause) {
    if (job.signal() != 0) {
      return "ended by signal " + job.signal();
    }
    if (job.exitCode() != null && job.exitCode() != 0) {
      return "exit code " + job.exitCode();
    }
    return cause.replace('_', ' ');
  }
}
