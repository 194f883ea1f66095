package io.balsam.simulator.profile;

import io.balsam.engine.batchjob.AllocationCapacity;
import io.balsam.engine.packing.Capacity;
import io.balsam.spi.Node;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Machine with a site on it.
 *
 * @param site settings of the site
 * @param jobFailures probability that an attempt of a job fails
 */
public record Scenario(Profile machine, SiteProfile site, double jobFailures) {

  /** Returns the capacity of the allocations that may be asked for. */
  public Capacity capacity() {
    NodeShape shape = machine.shape();
    Node node =
        new Node(
            "node",
            IntStream.range(0, shape.cores()).boxed().toList(),
            IntStream.range(0, shape.gpus()).boxed().toList(),
            List.of(),
            shape.memory(),
            Map.of());
    return new AllocationCapacity(
        site.queues().stream().map(queue -> AllocationCapacity.Source.ofAny(queue, node)).toList(),
        Map.of());
  }

  /** Returns the same with other jobs of other users. */
  public Scenario withOthers(OtherUsers others) {
    return new Scenario(machine.withOthers(others), site, jobFailures);
  }
}
