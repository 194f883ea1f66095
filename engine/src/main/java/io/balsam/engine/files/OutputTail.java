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

/** The last lines of what a job wrote. */
public final class OutputTail {

  /** How many at most. */
  public static final int LINES = 10;

  /** Of them, when the job has something to say itself. */
  private static final int OF_RUNNER = 3;

  private static final int BYTES = 8 * 1024;

  private OutputTail() {}

  /** The last ten lines of {@code job.err}, or of {@code job.out} when that says nothing. */
  public static List<String> of(Path workdir) {
    return of(workdir, line -> false);
  }

  /**
   * The same without some lines, unless nothing else was written; behind the last ones of what the
   * MPI runner said.
   *
   * @param noise tells which
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
    List<String> output = last(workdir.resolve(OutputFiles.OUT));
    return output.isEmpty() ? last(LINES, errors.isEmpty() ? launch : errors) : output;
  }

  /** The last ten lines of a file; none of one that is not there. */
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
