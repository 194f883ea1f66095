package io.balsam.local;

import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferCost;
import io.balsam.spi.TransferProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.pf4j.Extension;

/** Transfer {@code ln}: one symbolic link to the source, be it a file or a whole directory. */
@Extension
public final class LinkTransferProvider implements TransferProvider {

  @Override
  public String name() {
    return "ln";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("file");
  }

  @Override
  public boolean links() {
    return true;
  }

  @Override
  public TransferCost cost() {
    return new TransferCost(0, 0.0002, Double.POSITIVE_INFINITY);
  }

  @Override
  public Transfer create(PluginConfig config, PluginContext context) {
    Path site = context.siteDirectory();
    return new FileTransfer(
        "ln",
        (source, destination, contents) -> {
          Path target = fromInside(site, source, destination);
          InPlace.put(destination, link -> Files.createSymbolicLink(link, target));
        });
  }

  /** Returns a relative path if both are in the site: it stays right when the site is moved. */
  private static Path fromInside(Path site, Path source, Path destination) throws IOException {
    Path real = site.toRealPath();
    Path folder = Objects.requireNonNull(destination.getParent()).toRealPath();
    for (Path root : List.of(site, real)) {
      if (source.startsWith(root) && folder.startsWith(real)) {
        return folder.relativize(real.resolve(root.relativize(source)));
      }
    }
    return source;
  }
}
