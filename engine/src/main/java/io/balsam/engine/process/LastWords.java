package io.balsam.engine.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the end of what a job, or its MPI runner, wrote to standard error. */
final class LastWords {

  private LastWords() {}

  /** Returns the size of a file in bytes; 0 when there is none. */
  static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Returns the end of a file.
   *
   * @param from earliest position to begin at
   * @param most maximum number of bytes
   * @return empty when it cannot be read
   */
  static String of(Path file, long from, int most) {
    // Opening a named pipe would wait for a writer.
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (RandomAccessFile errors = new RandomAccessFile(file.toFile(), "r")) {
      return of(errors, from, most);
    } catch (IOException e) {
      return "";
    }
  }

  static String of(RandomAccessFile errors, long from, int most) throws IOException {
    long begin = Math.max(from, errors.length() - most);
    byte[] last = new byte[(int) Math.max(0, errors.length() - begin)];
    errors.seek(begin);
    errors.readFully(last);
    return new String(last, StandardCharsets.UTF_8).stripTrailing();
  }
}
