package io.balsam.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where everything that is measured has its directories. They all stay to the end: ext4 looks at
 * every inode that was given back in the last minutes before it takes one for a new file, so
 * whoever came after a removal would pay for it.
 */
public final class Scratch implements AutoCloseable {

  private final Path root;

  private Scratch(Path root) {
    this.root = root;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** Makes a place for temporary files; it goes when this is closed or the JVM ends. */
  public static Scratch create() throws IOException {
    return new Scratch(Files.createTempDirectory("balsam-bench"));
  }

  /** An empty directory. */
  public Path directory() throws IOException {
    return Files.createTempDirectory(root, "turn");
  }

  /** Also while the JVM ends already, and as often as one likes. */
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
