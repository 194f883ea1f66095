package io.balsam.engine.files;

import io.balsam.engine.process.OutputFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads the last lines of a job's output. */
public final class OutputTail {

  /** Maximum number of lines. */
  public static final int LINES = 10;

  /** Maximum number of the runner's lines when the job has output of its own. */
  private static final int OF_RUNNER = 3;

  private static final int BYTES = 8 * 1024;

  private OutputTail() {}

  /** Returns the last ten lines of {@code job.err}, or of {@code job.out} when that is empty. */
  public static List<String> of(Path workdir) {
    List<String> errors = last(workdir.resolve(OutputFiles.ERR));
    return errors.isEmpty() ? last(workdir.resolve(OutputFiles.OUT)) : errors;
  }

  /**
   * Returns the last lines without noise; none when there is only noise. The last lines of the MPI
   * runner come first.
   *
   * @param noise returns whether a line is noise
   */
  public static List<String> of(Path workdir, Predicate<String> noise) {
    List<String> errors = lines(workdir.resolve(OutputFiles.ERR));
    List<String> launch = lines(workdir.resolve(OutputFiles.LAUNCH));
    List<String> telling = without(noise, errors);
    List<String> said = without(noise, launch);
    if (!telling.isEmpty()) {
      List<String> both = new ArrayList<>(last(OF_RUNNER, said));
      both.addAll(last(LINES - both.size(), telling));
      return List.copyOf(both);
    }
    if (!said.isEmpty()) {
      return last(LINES, said);
    }
    return last(LINES, without(noise, lines(workdir.resolve(OutputFiles.OUT))));
  }

  /** Returns whether nothing was written but by the MPI runner about itself. */
  public static boolean onlyRunnerSaid(Path workdir) {
    return of(workdir).isEmpty() && !last(workdir.resolve(OutputFiles.LAUNCH)).isEmpty();
  }

  /** Returns the last ten lines of a file; none if it does not exist. */
  public static List<String> last(Path file) {
    return last(LINES, lines(file));
  }

  private static List<String> without(Predicate<String> noise, List<String> lines) {
    return lines.stream().filter(noise.negate()).toList();
  }

  private static List<String> last(int most, List<String> lines) {
    return List.copyOf(lines.subList(Math.max(0, lines.size() - most), lines.size()));
  }

  private static List<String> lines(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, in.length() - BYTES);
      byte[] bytes = new byte[(int) (in.length() - from)];
      in.seek(from);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8)
          .stripTrailing()
          .lines()
          .map(line -> line.replace("\u0000", ""))
          .toList();
    } catch (IOException e) {
      return List.of("(" + file + " cannot be read: " + e.getMessage() + ")");
    }
  }
}
