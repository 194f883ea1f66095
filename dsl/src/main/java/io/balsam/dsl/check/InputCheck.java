package io.balsam.dsl.check;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.engine.domain.InputFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Looks for input files that are not there. Only jobs without parents are looked at: before any
 * other one starts, somebody may have made the files.
 */
public final class InputCheck {

  private final Path directory;
  private final ProblemLog problems;
  private final Map<String, Boolean> known = new HashMap<>();

  /**
   * @param directory where the patterns start
   */
  public InputCheck(Path directory, ProblemLog problems) {
    this.directory = directory;
    this.problems = problems;
  }

  public void check(List<JobEntry> entries) {
    for (JobEntry entry : entries) {
      if (!entry.job().parents().isEmpty()) {
        continue;
      }
      for (InputFiles files : entry.job().inputs()) {
        if (!files.optional() && !known.computeIfAbsent(files.pattern(), this::matches)) {
          entry
              .at()
              .inside("inputs")
              .inside("files")
              .report(
                  problems,
                  "no file matches '" + files.pattern() + "'",
                  "it is looked for in " + directory + "; add optional: true if that is fine");
        }
      }
    }
  }

  private boolean matches(String pattern) {
    int glob = firstOf(pattern, "*?[{\\");
    if (glob < 0) {
      return Files.exists(directory.resolve(pattern));
    }
    String fixed = pattern.substring(0, pattern.lastIndexOf('/', glob) + 1);
    Path start = directory.resolve(fixed).normalize();
    String rest = pattern.substring(fixed.length());
    int depth = rest.contains("**") ? Integer.MAX_VALUE : rest.split("/").length;
    try {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
      try (Stream<Path> files = Files.walk(start, depth)) {
        return files.anyMatch(file -> matcher.matches(start.relativize(file)));
      }
    } catch (PatternSyntaxException e) {
      return false;
    } catch (IOException | UncheckedIOException e) {
      // Whether a directory that cannot be read holds such a file is for the run to find out.
      return Files.exists(start);
    }
  }

  private static int firstOf(String text, String wanted) {
    for (int i = 0; i < text.length(); i++) {
      if (wanted.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }
}
