package io.balsam.engine.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of what a job, or its MPI runner, wrote to standard error. */
final class LastWords {

  private LastWords() {}

  /** How much is there; 0 when nothing is. */
  static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * The last so many bytes.
   *
   * @param from where to begin at the earliest
   * @return empty when it cannot be read
   */
  static String of(Path file, long from, int most) {
    try (RandomAccessFile errors = new RandomAccessFile(file.toFile(), "r")) {
      long begin = Math.max(from, errors.length() - most);
      byte[] last = new byte[(int) Math.max(0, errors.length() - begin)];
      errors.seek(begin);
      errors.readFully(last);
      return new String(last, StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      return "";
    }
  }
}
