package io.balsam.ssh;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hidden directories of the site in which one process works. In their {@code tree}, the host's
 * paths lie below a directory that stands for its root.
 */
final class Staging implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Staging.class);

  private static final String SEPARATOR = ",";

  private final Path directory;

  private Staging(Path directory) {
    this.directory = directory;
  }

  /**
   * Creates a directory.
   *
   * @param area directory of all of them
   * @param label what the directory holds, for {@link #abandoned}
   */
  static Staging create(Path area, String label) throws IOException {
    String name =
        String.join(
            SEPARATOR,
            String.valueOf(ProcessHandle.current().pid()),
            UUID.randomUUID().toString(),
            label);
    Staging staging = new Staging(area.resolve(name));
    Files.createDirectories(staging.tree());
    return staging;
  }

  /** Returns the directories with a label whose process has ended. */
  static List<Staging> abandoned(Path area, String label) throws IOException {
    if (!Files.isDirectory(area)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(area)) {
      return all.filter(d -> isAbandoned(d.getFileName().toString().split(SEPARATOR, 3), label))
          .map(Staging::new)
          .toList();
    }
  }

  private static boolean isAbandoned(String[] parts, String label) {
    return parts.length == 3
        && parts[2].equals(label)
        && parts[0].matches("\\d{1,18}")
        && ProcessHandle.of(Long.parseLong(parts[0])).isEmpty();
  }

  Path tree() {
    return directory.resolve("tree");
  }

  Path list() {
    return directory.resolve("list");
  }

  /** Returns the file for a program that runs ssh with its flags. */
  Path ssh() {
    return directory.resolve("ssh");
  }

  /**
   * Returns where a file of the host lies in the tree.
   *
   * @throws PluginException INTERNAL when a link leads out of the tree, which no honest host sends
   */
  Path staged(String below) throws IOException {
    Path path = tree().resolve(below);
    Path above = tree().toRealPath().resolve(below).resolveSibling(".").normalize();
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && !path.resolveSibling(".").toRealPath().equals(above)) {
      throw new PluginException(
          ErrorKind.INTERNAL, "the host sent a link in place of a directory above " + below);
    }
    return path;
  }

  /** Removes it; what a killed process is just writing there is removed by a later process. */
  @Override
  public void close() {
    try {
      Trees.delete(directory);
    } catch (IOException e) {
      LOG.info("{} is not removed yet: {}", directory, e.toString());
    }
  }
}
