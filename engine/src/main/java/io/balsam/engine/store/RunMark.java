package io.balsam.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** File that tells the directory of a run from a user's directory with a similar name. */
public final class RunMark {

  private static final String NAME = ".balsam-run";
  private static final Pattern NUMBER = Pattern.compile(".*-(\\d{1,18})");

  /** Maximum number of entries to look at in an unmarked directory. */
  private static final int LOOKED_AT = 100;

  private RunMark() {}

  /** Returns the path of the mark in a run's directory. */
  public static Path in(Path runDirectory) {
    return runDirectory.resolve(NAME);
  }

  /** Marks the directory of a new run. */
  public static void put(Path runDirectory) throws IOException {
    Files.createFile(in(runDirectory));
  }

  /** Returns whether a directory is marked. */
  public static boolean on(Path directory) {
    return Files.exists(in(directory));
  }

  /** Returns whether a real path is the marked directory of a run, or inside one. */
  public static boolean above(Path real) {
    for (@Nullable Path at = real; at != null; at = at.getParent()) {
      if (on(at)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the number in the name of a run or its directory; 0 when it has none. */
  static long number(Path name) {
    Matcher run = NUMBER.matcher(name.getFileName().toString());
    return run.matches() ? Long.parseLong(run.group(1)) : 0;
  }

  /**
   * Returns whether a directory belongs to a run; one from before the mark existed is recognised by
   * the outputs in it.
   */
  public static boolean isRun(Path directory) {
    if (number(directory) == 0) {
      return false;
    }
    if (on(directory)) {
      return true;
    }
    try (Stream<Path> jobs = Files.list(directory)) {
      return jobs.limit(LOOKED_AT)
          .anyMatch(
              job -> Files.exists(job.resolve("job.out")) && Files.exists(job.resolve("job.err")));
    } catch (IOException none) {
      return false;
    }
  }
}
