package io.balsam.ssh;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.TransferFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Last step of an entry that is complete in a tree of the site: it appears under its name. */
final class Arrival {

  private Arrival() {}

  /**
   * Gives an entry its name.
   *
   * @param name its path below the tree
   * @param keep whether the tree must keep it, too
   * @return why that cannot be
   */
  static Optional<TransferFault> put(Entry entry, Staging staging, String name, boolean keep) {
    if (Thread.currentThread().isInterrupted()) {
      throw new PluginException(ErrorKind.TRANSIENT, "cancelled");
    }
    try {
      Path complete = staging.staged(name);
      if (Files.isDirectory(complete, LinkOption.NOFOLLOW_LINKS)) {
        if (!entry.recursive()) {
          return fault(
              entry, ErrorKind.USER, "it is a directory: its slot needs 'recursive: true'");
        }
        Trees.tame(complete);
      } else if (!Files.isRegularFile(complete, LinkOption.NOFOLLOW_LINKS)) {
        return fault(entry, ErrorKind.TRANSIENT, "it has not arrived");
      }
      Destination.put(complete, entry.local(), keep);
      return Optional.empty();
    } catch (PluginException e) {
      return fault(entry, e.kind(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      String reason = Reasons.of(e);
      return fault(entry, Reasons.kind(reason), reason);
    }
  }

  private static Optional<TransferFault> fault(Entry entry, ErrorKind kind, String reason) {
    return Optional.of(new TransferFault(entry.item(), kind, entry.remote() + ": " + reason));
  }
}
