package io.balsam.engine.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Plan of a site's automatic scaling: what it sees, and would do now.
 *
 * @param at time at which it looked
 * @param enabled whether a module carries it out
 * @param disabled why none does, a clause; empty when one does
 * @param queues plan for each queue that it serves, in the order of the settings
 * @param unserved jobs that no allocation it may ask for can run, a sentence for each kind
 */
public record ScalingPlan(
    Instant at, boolean enabled, String disabled, List<Queue> queues, List<String> unserved) {

  /** Joins the plans of several modules. */
  public static ScalingPlan of(List<ScalingPlan> plans) {
    return new ScalingPlan(
        plans.get(0).at(),
        plans.stream().allMatch(ScalingPlan::enabled),
        plans.stream()
            .map(ScalingPlan::disabled)
            .filter(why -> !why.isEmpty())
            .findFirst()
            .orElse(""),
        plans.stream().flatMap(plan -> plan.queues().stream()).toList(),
        plans.stream().flatMap(plan -> plan.unserved().stream()).distinct().toList());
  }

  /** Returns the same plan, which nothing carries out. */
  public ScalingPlan disabled(String why) {
    return new ScalingPlan(at, false, why, queues, unserved);
  }

  /**
   * Plan for one queue.
   *
   * @param module module whose settings apply
   * @param queue name of the queue; empty for the site's default
   * @param runnable number of jobs that could start now if there were nodes
   * @param covered number of those that queued and running allocations will take
   * @param nodes nodes that the others would fill if all ran at once
   * @param open number of its BatchJobs that are queued or running
   * @param requests allocations to be asked for
   * @param withdrawals queued BatchJobs to be deleted
   * @param waits why nothing more is asked for, a clause; empty when there is no reason
   */
  public record Queue(
      String module,
      String queue,
      long runnable,
      long covered,
      double nodes,
      int open,
      List<Request> requests,
      List<Withdrawal> withdrawals,
      String waits) {}

  /**
   * Allocation to be asked for.
   *
   * @param nodes number of nodes
   * @param wallMinutes its wall time
   * @param jobs number of waiting jobs that it is for; 0 when it is asked for whatever waits
   * @param why reason for its size, a clause
   * @param queueWait how long BatchJobs like it waited in the queue lately; empty when too few are
   *     known, or it starts at once in idle nodes
   */
  public record Request(
      int nodes, int wallMinutes, long jobs, String why, Optional<QueueWait> queueWait) {}

  /**
   * Queued BatchJob to be deleted.
   *
   * @param batchJob its number
   * @param why reason, a clause
   */
  public record Withdrawal(long batchJob, String why) {}
}
