package io.balsam.views.report;

import io.balsam.engine.api.EventView;
import io.balsam.engine.api.JobView;
import io.balsam.engine.domain.JobState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of one app that failed in the same way.
 *
 * @param what description, one sentence
 * @param jobs by rising id, at least one
 * @param tail last lines of the first one's output
 */
record Failure(String what, List<JobView> jobs, List<String> tail) {

  /**
   * Failures of a run.
   *
   * @param causes failures with a cause of their own, by first job
   * @param followers number of jobs that failed only because a parent did
   */
  record Found(List<Failure> causes, long followers) {}

  static Found of(RunFigures figures) {
    Map<Long, EventView> failed = new HashMap<>();
    Map<Long, EventView> ended = new HashMap<>();
    for (EventView event : figures.data.events()) {
      if (event.to() == JobState.FAILED) {
        failed.put(event.job(), event);
      } else if (event.from() == JobState.RUNNING) {
        ended.put(event.job(), event);
      }
    }
    Map<String, Failure> causes = new LinkedHashMap<>();
    long followers = 0;
    for (JobView job : figures.current) {
      if (job.state() != JobState.FAILED) {
        continue;
      }
      EventView event = failed.get(job.id());
      if (event != null && event.cause().equals("parent_failed")) {
        followers++;
        continue;
      }
      EventView end = ended.get(job.id());
      String what = what(job, event, end);
      Failure failure =
          causes.computeIfAbsent(
              job.app() + "\n" + what, k -> new Failure(what, new ArrayList<>(), tail(event, end)));
      failure.jobs.add(job);
    }
    return new Found(List.copyOf(causes.values()), followers);
  }

  private static String what(JobView job, @Nullable EventView failed, @Nullable EventView end) {
    Object message = failed == null ? null : failed.data().get("message");
    String how = how(job, end);
    if (message == null || message.toString().isBlank()) {
      String cause = failed == null ? "failed" : failed.cause().replace('_', ' ');
      return how.isEmpty() ? cause : how;
    }
    String said = message.toString().strip();
    return how.isEmpty() || said.contains(how) ? said : said + " (" + how + ")";
  }

  private static String how(JobView job, @Nullable EventView end) {
    if (end == null || end.to() == JobState.RUN_DONE) {
      return "";
    }
    if (end.to() == JobState.RUN_TIMEOUT) {
      return end.cause().equals("launcher_lost") ? "its launcher was lost" : "ran out of time";
    }
    if (job.signal() > 0) {
      return "killed by signal " + job.signal();
    }
    return job.exitCode() == null ? "" : "exit code " + job.exitCode();
  }

  private static List<String> tail(@Nullable EventView failed, @Nullable EventView end) {
    for (EventView event : Arrays.asList(failed, end)) {
      Object tail = event == null ? null : event.data().get("tail");
      if (tail instanceof List<?> lines && !lines.isEmpty()) {
        return lines.stream().map(String::valueOf).toList();
      }
      if (tail instanceof String text && !text.isBlank()) {
        return text.lines().toList();
      }
    }
    return List.of();
  }
}
