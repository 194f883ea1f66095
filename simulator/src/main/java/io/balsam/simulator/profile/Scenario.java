package io.balsam.simulator.profile;

import io.balsam.engine.batchjob.AllocationCapacity;
import io.balsam.engine.packing.Capacity;
import io.balsam.spi.Node;
import java.util.Map;

/**
 * Machine with a site on it.
 *
 * @param site settings of the site
 * @param jobFailures probability that an attempt of a job fails
 */
public record Scenario(Profile machine, SiteProfile site, double jobFailures) {

  /** Returns the capacity of the allocations that may be asked for. */
  public Capacity capacity() {
    Node node = machine.shape().node("node");
    return new AllocationCapacity(
        site.queues().stream().map(queue -> AllocationCapacity.Source.ofAny(queue, node)).toList(),
        Map.of());
  }

  /** Returns the same with other jobs of other users. */
  public Scenario withOthers(OtherUsers others) {
    return new Scenario(machine.withOthers(others), site, jobFailures);
  }
}
