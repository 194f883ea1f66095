package io.balsam.engine.plugin;

import io.balsam.spi.MpiRunner;
import io.balsam.spi.Node;
import io.balsam.spi.Transfer;
import java.util.List;

/** What depends on the machine, as chosen by the site's settings. */
public interface Platform {

  /** The nodes that jobs may use. */
  List<Node> nodes();

  /**
   * An MPI runner by name; the empty name is the platform's own choice for several ranks.
   *
   * @throws io.balsam.spi.PluginException USER when there is none of that name, with the nearest
   */
  MpiRunner runner(String name);

  /**
   * A transfer by protocol.
   *
   * @throws io.balsam.spi.PluginException USER when there is none of that name, with the nearest
   */
  Transfer transfer(String protocol);
}
