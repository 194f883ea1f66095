package io.balsam.spi;

import java.util.List;
import java.util.Map;

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
}
