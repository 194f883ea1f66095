package io.balsam.simulator.campaign;

import io.balsam.spi.Node;
import io.balsam.spi.Scheduler;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** A batch system in virtual time. */
public interface BatchSystem extends Scheduler {

  /**
   * Nodes that a BatchJob has got.
   *
   * @param id the batch system's id
   * @param name name of the BatchJob in the queue
   * @param end when the batch system ends it
   */
  record Allocation(String id, String name, List<Node> nodes, Instant end) {}

  /**
   * Sets what is told of BatchJobs, as it happens.
   *
   * @param begun their script begins
   * @param ended the batch system ends them; not told of those that were finished
   */
  void follow(Consumer<Allocation> begun, Consumer<String> ended);

  /** Ends a BatchJob whose script has ended. */
  void finish(String id);

  /** Returns how often a BatchJob of that name was submitted. */
  int submissions(String name);
}
