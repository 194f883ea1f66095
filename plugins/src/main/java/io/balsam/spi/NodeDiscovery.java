package io.balsam.spi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out which nodes a launcher has been given. */
public interface NodeDiscovery {

  /**
   * Returns the nodes of this allocation, in the scheduler's order.
   *
   * @param environment environment variables of the launcher
   * @return at least one node
   * @throws PluginException {@link ErrorKind#SITE} when the environment is not that of an
   *     allocation
   */
  List<Node> nodes(Map<String, String> environment);

  /**
   * Returns the batch system's id of this allocation, as {@link Scheduler#submit} returned it.
   *
   * @param environment environment variables of the launcher
   * @return empty when the environment does not contain it
   */
  default Optional<String> batchId(Map<String, String> environment) {
    return Optional.empty();
  }

  /**
   * Returns the time at which the batch system will end this allocation.
   *
   * @param environment environment variables of the launcher
   * @return empty when that is not known
   */
  default Optional<Instant> end(Map<String, String> environment) {
    return Optional.empty();
  }

  /**
   * Returns the nodes that allocations may get, as they will be inside one; called outside of
   * allocations, to find jobs that no node can run. Nodes that are down count. The list of a queue
   * is empty when not all of its nodes are known.
   *
   * @return nodes by the queue that gives them; empty when the batch system does not report them
   * @throws PluginException TRANSIENT when the batch system does not answer within seconds
   */
  default Optional<Map<String, List<Node>>> nodesByQueue() {
    return Optional.empty();
  }
}
