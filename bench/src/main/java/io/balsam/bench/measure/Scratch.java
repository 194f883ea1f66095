package io.balsam.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Directories of all measurements. They are kept to the end: before ext4 assigns an inode to a new
 * file, it examines every inode freed in the last minutes, so a measurement after a removal would
 * be slowed down.
 */
public final class Scratch implements AutoCloseable {

  private final Path root;

  private Scratch(Path root) {
    this.root = root;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** Creates a root directory, which is removed when this is closed or the JVM ends. */
  public static Scratch create() throws IOException {
    return new Scratch(Files.createTempDirectory("balsam-bench"));
  }

  /** Returns a new, empty directory. */
  public Path directory() throws IOException {
    return Files.createTempDirectory(root, "turn");
  }

  /** Removes the directories; may be called repeatedly, and while the JVM ends. */
  @Override
  public void close() {
    try {
      new ProcessBuilder("rm", "-rf", root.toString()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + root, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
