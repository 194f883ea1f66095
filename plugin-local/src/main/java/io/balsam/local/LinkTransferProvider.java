package io.balsam.local;

import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferProvider;
import java.nio.file.Files;
import org.pf4j.Extension;

/** Transfer {@code ln}: one symbolic link to the source, be it a file or a whole directory. */
@Extension
public final class LinkTransferProvider implements TransferProvider {

  @Override
  public String name() {
    return "ln";
  }

  @Override
  public Transfer create(PluginConfig config, PluginContext context) {
    return new FileTransfer(
        "ln",
        (source, destination) ->
            InPlace.put(destination, link -> Files.createSymbolicLink(link, source)));
  }
}
