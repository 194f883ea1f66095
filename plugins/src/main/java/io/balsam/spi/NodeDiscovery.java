package io.balsam.spi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Learns which nodes a launcher has been given. */
public interface NodeDiscovery {

  /**
   * The nodes of this allocation, in the scheduler's order.
   *
   * @param environment the launcher's environment variables
   * @return at least one node
   * @throws PluginException {@link ErrorKind#SITE} when the environment is not that of an
   *     allocation
   */
  List<Node> nodes(Map<String, String> environment);

  /**
   * The batch system's id of this allocation, as {@link Scheduler#submit} returned it.
   *
   * @param environment the launcher's environment variables
   * @return empty when the environment does not tell
   */
  default Optional<String> batchId(Map<String, String> environment) {
    return Optional.empty();
  }

  /**
   * When this allocation will be ended by the batch system.
   *
   * @param environment the launcher's environment variables
   * @return empty when that is not known
   */
  default Optional<Instant> end(Map<String, String> environment) {
    return Optional.empty();
  }
}
