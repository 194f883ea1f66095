package io.balsam.engine.plugin;

import io.balsam.engine.config.TransferLimits;
import io.balsam.engine.config.TransferLocations;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.MpiRunner;
import io.balsam.spi.Node;
import io.balsam.spi.PluginException;
import io.balsam.spi.Scheduler;
import io.balsam.spi.Transfer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Machine-dependent services, as chosen by the site's settings. */
public interface Platform {

  /** Returns the nodes that jobs may use. */
  List<Node> nodes();

  /**
   * Returns the time at which the allocation of the nodes will be ended; empty when that is not
   * known.
   */
  default Optional<Instant> end() {
    return Optional.empty();
  }

  /** Returns the batch system's id of that allocation; empty when that is not known. */
  default Optional<String> batchId() {
    return Optional.empty();
  }

  /**
   * Returns an MPI runner by name; the empty name is the platform's own choice for several ranks.
   *
   * @throws io.balsam.spi.PluginException USER when there is none of that name, with the nearest
   */
  MpiRunner runner(String name);

  /**
   * Returns a batch system by its name or alias.
   *
   * @throws io.balsam.spi.PluginException USER when there is none of that name, with the nearest
   */
  default Scheduler scheduler(String name) {
    throw new PluginException(ErrorKind.USER, "there is no batch system here");
  }

  /**
   * Returns a transfer by its name.
   *
   * @throws io.balsam.spi.PluginException USER when there is none of that name, with the nearest
   */
  Transfer transfer(String name);

  /** Returns the transfers that reach URLs of a scheme, in alphabetical order. */
  default List<TransferWay> ways(String scheme) {
    return List.of();
  }

  /** Returns the places that files are moved from and to. */
  default TransferLocations locations() {
    return TransferLocations.NONE;
  }

  /** Returns the limits of the tasks that move them. */
  default TransferLimits limits() {
    return TransferLimits.DEFAULT;
  }
}
