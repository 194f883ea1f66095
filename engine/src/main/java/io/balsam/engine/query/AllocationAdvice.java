package io.balsam.engine.query;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.QueueLimits;
import io.balsam.engine.execution.RunTexts;
import io.balsam.engine.packing.NodePool;
import io.balsam.engine.packing.SiteResources;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.text.Count;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Recommends an allocation for a job that no launcher takes.
 *
 * @param site name of the site; empty for none
 * @param queues queues that the site allows; empty for any
 * @param defaultQueue queue of a BatchJob that names none; may be empty
 * @param resources resources of the site
 * @param scaler returns the name of a module that asks for allocations by itself; empty for none
 */
public record AllocationAdvice(
    String site,
    List<SiteView.Queue> queues,
    String defaultQueue,
    SiteResources resources,
    Supplier<Optional<String>> scaler) {

  /** Minutes to request beyond a job's wall time: batch systems warn a launcher early. */
  private static final int SPARE_MINUTES = 3;

  /**
   * Returns a command that requests a suitable one, or why there is none.
   *
   * @param had how long the job ran in an allocation that was too short for it
   */
  String of(JobRow job, Optional<Duration> had) {
    Optional<String> never = resources.neverHas(job.resources());
    if (never.isPresent()) {
      return "no allocation can run it: the job " + never.get();
    }
    Optional<SiteView.Queue> queue = queue(job);
    if (!queues.isEmpty() && queue.isEmpty()) {
      return "no queue of the site allows a large enough allocation, of "
          + wanted(job)
          + ": "
          + queues.stream().map(AllocationAdvice::limits).collect(Collectors.joining("; "));
    }
    Optional<String> asks = scaler.get();
    if (asks.isPresent()) {
      return "%s asks for allocations by itself; balsam site plan shows for which"
          .formatted(asks.get());
    }
    String nodes = NodePool.askedOfNodes(resources, job.resources());
    return "balsam queue submit -n %d -t %s%s requests an allocation that is large enough%s%s"
        .formatted(
            job.resources().nodes(),
            minutes(job, queue),
            queue.map(SiteView.Queue::name).filter(this::isOther).map(q -> " -q " + q).orElse(""),
            nodes.isEmpty() ? "" : ", where each node has " + nodes,
            had.filter(time -> job.wallTime().isZero())
                .map(
                    time ->
                        "; the job needs more than the %s it had"
                            .formatted(RunTexts.duration(time)))
                .orElse(""));
  }

  private boolean isOther(String queue) {
    return !queue.equals(defaultQueue);
  }

  /** Returns the default queue if it allows the job, else the first one that does. */
  private Optional<SiteView.Queue> queue(JobRow job) {
    List<SiteView.Queue> good = queues.stream().filter(queue -> allows(queue, job)).toList();
    return good.stream()
        .filter(queue -> !isOther(queue.name()))
        .findFirst()
        .or(() -> good.stream().findFirst());
  }

  private static boolean allows(SiteView.Queue queue, JobRow job) {
    return QueueLimits.exceeded(queue, job.resources().nodes(), job.wallTime()).isEmpty();
  }

  private static String minutes(JobRow job, Optional<SiteView.Queue> queue) {
    long seconds = job.wallTime().toSeconds();
    if (seconds == 0) {
      return "MINUTES";
    }
    long most = queue.map(SiteView.Queue::maxWallMinutes).orElse(Integer.MAX_VALUE);
    return String.valueOf(Math.min(most, (seconds + 59) / 60 + SPARE_MINUTES));
  }

  private static String wanted(JobRow job) {
    String nodes = Count.of(job.resources().nodes(), "node");
    return job.wallTime().isZero()
        ? nodes
        : nodes
            + " for "
            + RunTexts.duration(Duration.ofMinutes(QueueLimits.leastMinutes(job.wallTime())));
  }

  private static String limits(SiteView.Queue queue) {
    String text = queue.name() + " has at most ";
    boolean anySize = queue.maxNodes() == Integer.MAX_VALUE;
    String time =
        queue.maxWallMinutes() == Integer.MAX_VALUE
            ? ""
            : RunTexts.duration(Duration.ofMinutes(queue.maxWallMinutes()));
    return anySize
        ? text + time
        : text + Count.of(queue.maxNodes(), "node") + (time.isEmpty() ? "" : " for " + time);
  }
}
