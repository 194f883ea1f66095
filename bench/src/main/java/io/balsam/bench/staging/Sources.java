package io.balsam.bench.staging;

import io.balsam.bench.measure.Scratch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files that are moved in every turn; removed at the end. */
final class Sources implements AutoCloseable {

  private static final int MEGABYTE = 1 << 20;
  private static final String FEW_BYTES = "a line of a small file\n".repeat(5);

  private @Nullable Scratch scratch;
  private @Nullable Path root;

  /** Returns a directory with a directory for each job, which has so many files. */
  Path small(int jobs, int files) {
    try {
      Path tree = root().resolve(jobs + "x" + files);
      for (int job = 0; job < jobs && !Files.exists(tree.resolve("done")); job++) {
        Path directory = Files.createDirectories(tree.resolve("jobs").resolve("" + job));
        for (int file = 0; file < files; file++) {
          Files.writeString(directory.resolve("f" + file), FEW_BYTES + job);
        }
      }
      Files.writeString(tree.resolve("done"), "");
      return tree.resolve("jobs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a directory with the directory {@code 0} for one job, which has one large file. */
  Path large(int megabytes) {
    try {
      Path tree = root().resolve(megabytes + "MiB");
      Path file = tree.resolve("0/f0");
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        byte[] block = new byte[MEGABYTE];
        new Random(1).nextBytes(block);
        try (OutputStream out = Files.newOutputStream(file)) {
          for (int i = 0; i < megabytes; i++) {
            block[0] = (byte) i;
            out.write(block);
          }
        }
      }
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path root() throws IOException {
    if (scratch == null || root == null) {
      scratch = Scratch.create();
      root = scratch.directory();
    }
    return root;
  }

  /** Checks that as many files of these are in a directory as must have arrived. */
  static void check(Path directory, int wanted) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      long there = all.filter(path -> isOurs(path) && Files.isRegularFile(path)).count();
      if (there != wanted) {
        throw new IOException("%d of %d files have arrived".formatted(there, wanted));
      }
    }
  }

  /** Removes the files of a turn, where keeping those of all turns would fill the disk. */
  static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) all.filter(Sources::isOurs)::iterator) {
        Files.delete(path);
      }
    }
  }

  private static boolean isOurs(Path path) {
    return path.getFileName().toString().matches("f\\d+");
  }

  @Override
  public void close() {
    if (scratch != null) {
      scratch.close();
    }
  }
}
