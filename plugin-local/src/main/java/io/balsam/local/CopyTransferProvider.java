package io.balsam.local;

import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferCost;
import io.balsam.spi.TransferProvider;
import java.util.Set;
import org.pf4j.Extension;

/** Transfer {@code cp}: copies, with times and permissions; links within a tree stay links. */
@Extension
public final class CopyTransferProvider implements TransferProvider {

  @Override
  public String name() {
    return "cp";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("file");
  }

  @Override
  public TransferCost cost() {
    return new TransferCost(0, 0.0005, 1e9);
  }

  @Override
  public Transfer create(PluginConfig config, PluginContext context) {
    return new FileTransfer("cp", new Copy());
  }
}
