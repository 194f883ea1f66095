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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
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

  /**
   * Time for which a BatchJob held its nodes.
   *
   * @param ended null while it holds them
   */
  record Held(String name, int nodes, Instant began, @Nullable Instant ended) {}

  private final VirtualTime time;
  private final Cluster cluster;
  private final SimulatedScheduler scheduler;
  private final long ahead;
  private final Map<String, Held> held = new TreeMap<>();
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

  /** Returns the ids under which it took BatchJobs, by their names. */
  Map<String, List<String>> submissions() {
    Map<String, List<String>> ids = new TreeMap<>();
    scheduler
        .submissions()
        .forEach(
            (id, submission) ->
                ids.computeIfAbsent(submission.name(), name -> new ArrayList<>()).add(id));
    return ids;
  }

  /** Returns the allocations that have begun, by id. */
  Map<String, Held> held() {
    return Collections.unmodifiableMap(held);
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
      List<Node> nodes = scheduler.nodes(id);
      held.put(id, new Held(submission.name(), nodes.size(), time.now(), null));
      begun.accept(new Allocation(id, submission.name(), nodes, time.now().plus(limit)));
    } else if (state.ended()) {
      held.computeIfPresent(
          id, (same, one) -> new Held(one.name, one.nodes, one.began, time.now()));
      over.accept(id);
    }
  }
}
