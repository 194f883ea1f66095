package io.balsam.simulator.campaign;

import io.balsam.simulator.cluster.Change;
import io.balsam.simulator.cluster.Cluster;
import io.balsam.simulator.cluster.JobState;
import io.balsam.simulator.profile.Profile;
import io.balsam.simulator.scheduler.SimulatedScheduler;
import io.balsam.simulator.time.VirtualTime;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.Node;
import io.balsam.spi.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The simulated batch system of a campaign, which virtual time advances. */
public final class BatchSystem {

  /**
   * Nodes that a BatchJob has got.
   *
   * @param id the batch system's id
   * @param name name of the BatchJob in the queue
   * @param end when the batch system ends it
   */
  record Allocation(String id, String name, List<Node> nodes, Instant end) {}

  private final VirtualTime time;
  private final Cluster cluster;
  private final SimulatedScheduler scheduler;
  private final long ahead;
  private final Map<String, Integer> submissions = new HashMap<>();
  private Consumer<Allocation> begun = allocation -> {};
  private Consumer<String> over = id -> {};
  private @Nullable Future<?> next;

  BatchSystem(Profile machine, VirtualTime time) {
    this.time = time;
    cluster = machine.cluster(time.now());
    ahead = cluster.now() - time.nanos();
    scheduler = new SimulatedScheduler(cluster, machine.shape(), time.now());
    plan();
  }

  /**
   * Sets what is told of BatchJobs, as it happens.
   *
   * @param onBegin their script begins
   * @param onEnd they have ended
   */
  void follow(Consumer<Allocation> onBegin, Consumer<String> onEnd) {
    begun = onBegin;
    over = onEnd;
  }

  /** Makes a call of the batch system at the present time. */
  <T> T call(Supplier<T> call) {
    advance();
    try {
      return call.get();
    } finally {
      plan();
    }
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** Notes a submission that it has taken. */
  void submitted(BatchSubmission submission) {
    submissions.merge(submission.name(), 1, Integer::sum);
  }

  /** Returns how often it took a BatchJob of that name. */
  public int submissions(String name) {
    return submissions.getOrDefault(name, 0);
  }

  /** Ends a BatchJob whose script has ended. */
  void finish(String id) {
    advance();
    cluster.finish(Long.parseLong(id), true);
    plan();
  }

  private void plan() {
    if (next != null) {
      next.cancel(false);
    }
    OptionalLong at = cluster.nextEventAt();
    next = at.isEmpty() ? null : time.in(at.getAsLong() - ahead - time.nanos(), this::turn);
  }

  private void turn() {
    advance();
    plan();
  }

  private void advance() {
    for (Change change : cluster.advanceTo(time.nanos() + ahead)) {
      String id = SimulatedScheduler.id(change.id());
      scheduler.submission(id).ifPresent(submission -> changed(id, submission, change.state()));
    }
  }

  private void changed(String id, BatchSubmission submission, JobState state) {
    if (state == JobState.RUNNING) {
      Duration limit = submission.wallTime();
      begun.accept(
          new Allocation(id, submission.name(), scheduler.nodes(id), time.now().plus(limit)));
    } else if (state.ended()) {
      over.accept(id);
    }
  }
}
