package io.balsam.views.report;

import io.balsam.engine.api.EventView;
import io.balsam.engine.api.JobView;
import io.balsam.engine.domain.JobState;
import io.balsam.views.draw.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One attempt of a job.
 *
 * @param job the job
 * @param node name of the node it ran on; of several with commas between them
 * @param batchJob number of its BatchJob, 0 for none
 * @param begin seconds after the first attempt of all
 * @param end seconds after the first attempt of all
 * @param phase FINISHED or, after a failure, AGAIN or FAILED; CANCELLED; RUNNING while it runs
 */
record Attempt(JobView job, String node, long batchJob, double begin, double end, Phase phase) {

  double seconds() {
    return end - begin;
  }

  int cores() {
    return job.resources().nodes() * job.resources().coresPerNode();
  }

  /** Returns all attempts, by begin. */
  static List<Attempt> of(ReportData data, Instant zero) {
    Map<Long, JobView> jobs = new HashMap<>();
    data.jobs().forEach(job -> jobs.put(job.id(), job));
    Map<Long, EventView> open = new HashMap<>();
    List<Attempt> attempts = new ArrayList<>();
    for (EventView event : data.events()) {
      if (event.to() == JobState.RUNNING) {
        open.put(event.job(), event);
      } else if (event.from() == JobState.RUNNING) {
        EventView begin = open.remove(event.job());
        JobView job = jobs.get(event.job());
        if (begin != null && job != null) {
          attempts.add(of(job, begin, event.at(), phase(event, job), zero));
        }
      }
    }
    open.forEach(
        (id, begin) -> {
          JobView job = jobs.get(id);
          if (job != null) {
            attempts.add(of(job, begin, data.taken(), Phase.RUNNING, zero));
          }
        });
    attempts.sort(Comparator.comparingDouble(Attempt::begin));
    return attempts;
  }

  private static Attempt of(JobView job, EventView begin, Instant end, Phase phase, Instant zero) {
    Object node = begin.data().get("node");
    Object batchJob = begin.data().get("batch_job");
    double from = seconds(zero, begin.at());
    return new Attempt(
        job,
        node == null ? job.node() : node.toString(),
        batchJob instanceof Number id ? id.longValue() : 0,
        from,
        Math.max(from, seconds(zero, end)),
        phase);
  }

  private static Phase phase(EventView end, JobView job) {
    return switch (end.to()) {
      case RUN_DONE -> Phase.FINISHED;
      case CANCELLED -> Phase.CANCELLED;
      // The last attempt of a failed job is the one that failed it; earlier ones were retried.
      default ->
          job.state() == JobState.FAILED && !end.at().isBefore(lastEnd(job, end))
              ? Phase.FAILED
              : Phase.AGAIN;
    };
  }

  private static Instant lastEnd(JobView job, EventView end) {
    Instant last = job.ended();
    return last == null ? end.at() : last;
  }

  static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
