package io.balsam.engine.query;

import io.balsam.engine.batchjob.QueueLimits;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.execution.RunTexts;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.text.Count;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import io.balsam.spi.JobMode;
import io.balsam.spi.Partition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges the BatchJobs of a site for a job that no launcher takes. {@code explain} and the terminal
 * of a run show the same text, so that a new reason is written once.
 */
final class AllocationReasons {

  private static final int NAMED = 20;

  /**
   * The result for one job.
   *
   * @param reasons a line for each BatchJob
   * @param comes whether one of them is suitable
   */
  record Answer(List<String> reasons, boolean comes) {}

  private AllocationReasons() {}

  /**
   * Judges the BatchJobs that were requested.
   *
   * @param open BatchJobs that have not ended
   * @param last the one that was requested last; null when there never was one
   * @param output the output of the last one; empty when a launcher of it reached the agent
   */
  static Answer of(
      JobRow job, List<BatchJobInfo> open, @Nullable BatchJobInfo last, Optional<String> output) {
    List<String> good = new ArrayList<>();
    List<String> others = new ArrayList<>();
    List<BatchJobInfo> newestFirst = new ArrayList<>(open);
    Collections.reverse(newestFirst);
    for (BatchJobInfo one : newestFirst) {
      Optional<String> fault = fault(job, one);
      if (fault.isPresent()) {
        others.add(name(one) + " " + fault.get());
      } else {
        good.add(name(one) + " is " + one.state() + why(one));
      }
    }
    if (last != null && last.state() == BatchJobState.SUBMIT_FAILED) {
      others.add(0, name(last) + " was refused" + why(last));
    } else if (last != null && last.state() == BatchJobState.FAILED) {
      others.add(0, name(last) + " has failed" + why(last));
    } else if (last != null && last.state() == BatchJobState.FINISHED && output.isPresent()) {
      others.add(
          0,
          "%s ended%s, and no launcher of it reached the agent: see %s"
              .formatted(name(last), after(last), output.get()));
    }
    good.addAll(others);
    return new Answer(good.subList(0, Math.min(NAMED, good.size())), good.size() > others.size());
  }

  private static String name(BatchJobInfo one) {
    return "BatchJob "
        + one.id()
        + (one.schedulerId().isEmpty() ? "" : " (" + one.schedulerId() + ")");
  }

  private static String after(BatchJobInfo one) {
    return one.began() == null || one.ended() == null
        ? ""
        : " after " + RunTexts.duration(Duration.between(one.began(), one.ended()));
  }

  private static String why(BatchJobInfo one) {
    return one.message().isEmpty() ? "" : ": " + one.message();
  }

  /** Returns why a BatchJob is not suitable; empty when it may be. */
  private static Optional<String> fault(JobRow job, BatchJobInfo one) {
    BatchJobRequest request = one.request();
    if (one.state() == BatchJobState.PENDING_DELETION) {
      return Optional.of("is being cancelled");
    }
    Duration length = Duration.ofMinutes(request.wallMinutes());
    if (length.compareTo(
            job.wallTime().plus(job.wallTime().isZero() ? Duration.ZERO : QueueLimits.LAUNCHER))
        < 0) {
      return Optional.of(
          "is too short: %s, for a wall time of %s and the launcher's own overhead"
              .formatted(RunTexts.duration(length), RunTexts.duration(job.wallTime())));
    }
    if (request.partitions().isEmpty()) {
      return fault(job, request.mode(), request.nodes(), request.tags());
    }
    Optional<String> fault = Optional.empty();
    for (Partition part : request.partitions()) {
      Map<String, String> tags = new TreeMap<>(request.tags());
      tags.putAll(part.tags());
      fault = fault(job, part.mode(), part.nodes(), tags);
      if (fault.isEmpty()) {
        return fault;
      }
    }
    return fault.map(why -> "has no part for it; the last one " + why);
  }

  private static Optional<String> fault(
      JobRow job, JobMode mode, int nodes, Map<String, String> tags) {
    Resources wanted = job.resources();
    if (!job.tags().entrySet().containsAll(tags.entrySet())) {
      return Optional.of(
          "takes only jobs with the tags " + new TreeMap<>(tags).toString().replaceAll("[{}]", ""));
    }
    if (mode == JobMode.SERIAL && wanted.nodes() * wanted.ranksPerNode() > 1) {
      return Optional.of("is serial, which is for jobs of one node and one rank");
    }
    if (nodes < wanted.nodes()) {
      return Optional.of(
          "is too small: %s, the job needs %d".formatted(Count.of(nodes, "node"), wanted.nodes()));
    }
    return Optional.empty();
  }
}
