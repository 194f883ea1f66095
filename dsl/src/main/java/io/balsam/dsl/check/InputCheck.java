package io.balsam.dsl.check;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.files.Glob;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for input files that are not there, and for patterns that make no sense. Files are looked
 * for by jobs without parents only: before any other one starts, somebody may have made them.
 */
public final class InputCheck {

  private final Path directory;
  private final ProblemLog problems;
  private final Map<String, Boolean> known = new HashMap<>();
  private final Map<String, Optional<String>> faults = new HashMap<>();

  /**
   * @param directory where the patterns start
   */
  public InputCheck(Path directory, ProblemLog problems) {
    this.directory = directory;
    this.problems = problems;
  }

  public void check(List<JobEntry> entries) {
    for (JobEntry entry : entries) {
      boolean alone = entry.job().parents().isEmpty();
      for (InputFiles files : entry.job().inputs()) {
        Optional<String> fault = faults.computeIfAbsent(files.pattern(), Glob::fault);
        if (fault.isPresent()) {
          entry.at().inside("inputs").inside("files").report(problems, fault.get(), "");
        } else if (alone
            && !files.optional()
            && !known.computeIfAbsent(files.pattern(), this::matches)) {
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
    try {
      return !Glob.find(directory, pattern, Glob.Links.FOLLOWED).isEmpty();
    } catch (UncheckedIOException e) {
      // Whether a directory that cannot be read holds such a file is for the run to find out.
      return true;
    }
  }
}
