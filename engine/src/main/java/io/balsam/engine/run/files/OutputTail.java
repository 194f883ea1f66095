package io.balsam.engine.run.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** The last lines of what a job wrote. */
public final class OutputTail {

  private static final int LINES = 10;
  private static final int BYTES = 8 * 1024;

  private OutputTail() {}

  /** The last ten lines of {@code job.err}, or of {@code job.out} when that says nothing. */
  public static List<String> of(Path workdir) {
    List<String> errors = last(workdir.resolve("job.err"));
    return errors.isEmpty() ? last(workdir.resolve("job.out")) : errors;
  }

  /** The last ten lines of a file; none of one that is not there. */
  public static List<String> last(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, in.length() - BYTES);
      byte[] bytes = new byte[(int) (in.length() - from)];
      in.seek(from);
      in.readFully(bytes);
      List<String> lines =
          new String(bytes, StandardCharsets.UTF_8).stripTrailing().lines().toList();
      List<String> tail = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
      return tail.stream().map(line -> line.replace("\u0000", "")).toList();
    } catch (IOException e) {
      return List.of("(" + file + " cannot be read: " + e.getMessage() + ")");
    }
  }
}
