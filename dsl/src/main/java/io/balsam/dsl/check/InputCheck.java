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
 * Finds missing input files and invalid patterns. Only the files of jobs without parents are
 * checked: those of other jobs may be created before the job starts.
 */
public final class InputCheck {

  private final Path directory;
  private final ProblemLog problems;
  private final Map<String, Boolean> known = new HashMap<>();
  private final Map<String, Optional<String>> faults = new HashMap<>();

  /**
   * Creates the check.
   *
   * @param directory directory that patterns are relative to
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
                  "searched in " + directory + "; add optional: true if there may be none");
        }
      }
    }
  }

  private boolean matches(String pattern) {
    try {
      return !Glob.find(directory, pattern, Glob.Links.FOLLOWED).isEmpty();
    } catch (UncheckedIOException e) {
      // An unreadable directory may contain such a file; the run will find out.
      return true;
    }
  }
}
