package io.balsam.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets of shared connections, in a directory that is open to this user alone. It is below {@code
 * /tmp} and not below {@code TMPDIR}, because the path of a socket must not be longer than 107
 * bytes, of which ssh needs 18 for itself.
 */
final class ControlSockets {

  private static final Logger LOG = LoggerFactory.getLogger(ControlSockets.class);

  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path parent;
  private @Nullable Optional<Path> directory;

  /**
   * Creates sockets.
   *
   * @param parent short path of a directory that all users may write to
   */
  ControlSockets(Path parent) {
    this.parent = parent;
  }

  /**
   * Returns the socket for one host and one way to log in; empty where there can be none. One that
   * nobody listens to any more is replaced by ssh itself.
   */
  Optional<Path> socket(Host host, List<String> ssh) {
    byte[] login = (ssh + host.label()).getBytes(StandardCharsets.UTF_8);
    String name = UUID.nameUUIDFromBytes(login).toString().substring(0, 18);
    return directory().map(d -> d.resolve(name));
  }

  private synchronized Optional<Path> directory() {
    if (directory == null) {
      directory = create();
    }
    return directory;
  }

  private Optional<Path> create() {
    String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9]", "");
    Path own = parent.resolve("balsam-ssh-" + user.substring(0, Math.min(user.length(), 20)));
    try {
      Path probe = Files.createTempDirectory(parent, "balsam-ssh");
      try {
        Files.createDirectory(own, PRIVATE);
      } catch (IOException e) {
        if (!isPrivate(own, probe)) {
          LOG.info("{} is not this user's own directory: {} is used", own, probe);
          return Optional.of(probe);
        }
      }
      Files.delete(probe);
      return Optional.of(own);
    } catch (IOException e) {
      LOG.info("connections are not shared: {}", e.toString());
      return Optional.empty();
    }
  }

  /** Returns whether nobody else can put a socket into a directory; the probe is this user's. */
  private static boolean isPrivate(Path own, Path probe) throws IOException {
    return Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(own, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe))
        && PosixFilePermissions.toString(
                Files.getPosixFilePermissions(own, LinkOption.NOFOLLOW_LINKS))
            .equals("rwx------");
  }
}
