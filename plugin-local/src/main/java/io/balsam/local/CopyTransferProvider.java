package io.balsam.local;

import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferProvider;
import org.pf4j.Extension;

/** Transfer {@code cp}: copies, with times and permissions; links within a tree stay links. */
@Extension
public final class CopyTransferProvider implements TransferProvider {

  @Override
  public String name() {
    return "cp";
  }

  @Override
  public Transfer create(PluginConfig config, PluginContext context) {
    return new FileTransfer("cp", new Copy());
  }
}
