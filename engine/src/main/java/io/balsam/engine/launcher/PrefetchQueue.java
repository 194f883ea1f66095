package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.packing.NodePool;
import io.balsam.engine.packing.RankPolicy;
import io.balsam.engine.packing.RunQueue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** Assignments leased ahead: each begins when it fits the nodes, which are packed here. */
final class PrefetchQueue implements PendingAssignments {

  /** The owner has decided on the order; here only sizes and times count. */
  private static final RankPolicy.Claim ALIKE = new RankPolicy.Claim(0, "");

  private final Map<Long, Assignment> assignments = new LinkedHashMap<>();
  private final RunQueue queue = new RunQueue();
  private final NodePool pool;

  PrefetchQueue(NodePool pool) {
    this.pool = pool;
  }

  @Override
  public void add(Assignment assignment) {
    if (assignments.putIfAbsent(assignment.job(), assignment) == null) {
      queue.add(assignment.job(), assignment.resources(), assignment.wallTime(), ALIKE);
    }
  }

  @Override
  public boolean remove(long job) {
    return assignments.remove(job) != null && queue.remove(job);
  }

  @Override
  public void drain(int most, BiConsumer<Assignment, Placement> begin) {
    List<Runnable> placed = new ArrayList<>();
    queue.drain(
        pool,
        most,
        (job, placement) -> {
          Assignment assignment = Objects.requireNonNull(assignments.remove(job));
          placed.add(() -> begin.accept(assignment, placement));
        });
    placed.forEach(Runnable::run);
  }

  @Override
  public void free(Assignment assignment, Placement placement) {
    pool.release(placement, assignment.resources());
  }

  @Override
  public List<Long> clear() {
    List<Long> jobs = new ArrayList<>(assignments.keySet());
    jobs.forEach(this::remove);
    return jobs;
  }

  @Override
  public boolean has(long job) {
    return assignments.containsKey(job);
  }

  @Override
  public boolean isEmpty() {
    return assignments.isEmpty();
  }
}
