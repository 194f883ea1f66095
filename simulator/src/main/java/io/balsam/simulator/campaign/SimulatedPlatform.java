package io.balsam.simulator.campaign;

import io.balsam.engine.plugin.Platform;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.MpiRunner;
import io.balsam.spi.Node;
import io.balsam.spi.PluginException;
import io.balsam.spi.Scheduler;
import io.balsam.spi.Transfer;
import java.util.List;

/** A site's platform with a simulated batch system, and without transfers. */
record SimulatedPlatform(Scheduler batchSystem) implements Platform {

  @Override
  public List<Node> nodes() {
    return List.of();
  }

  @Override
  public MpiRunner runner(String name) {
    return launch -> launch.command();
  }

  @Override
  public Scheduler scheduler(String name) {
    return batchSystem;
  }

  @Override
  public Transfer transfer(String name) {
    throw new PluginException(ErrorKind.USER, "a simulation has no transfers");
  }
}
