package io.balsam.engine.transfer;

import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.domain.ParentKind;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.files.GlobPattern;
import io.balsam.engine.files.Listing;
import io.balsam.engine.store.JobFiles;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.JobStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds files that parents left and that are gone: a pattern would find the others, and the job
 * would compute with half of its input.
 */
final class GoneFiles {

  private final JobStore store;

  GoneFiles(JobStore store) {
    this.store = store;
  }

  /**
   * Checks the inputs that a job takes from parents that finished well.
   *
   * @param workdirs workdirs of its parents
   * @throws IllegalArgumentException when a file is gone that is not optional
   */
  void check(JobRow row, Map<Long, Path> workdirs) {
    Map<Long, List<String>> patterns = patterns(row, workdirs);
    if (patterns.isEmpty()) {
      return;
    }
    Map<Long, JobFiles> files = store.files(patterns.keySet());
    patterns.forEach(
        (parent, those) -> {
          Path workdir = Objects.requireNonNull(workdirs.get(parent));
          Listing left = Listing.parse(files.getOrDefault(parent, JobFiles.NONE).made());
          for (String pattern : those) {
            Path gone = left.firstGone(workdir, pattern);
            if (gone != null) {
              throw new IllegalArgumentException(
                  "of the files of job %d, %s is gone from %s: 'balsam run SCRIPT --resume' makes it again, and 'optional: true' does without"
                      .formatted(parent, gone, workdir));
            }
          }
        });
  }

  /** Returns the patterns that may find several files, by parent. */
  private static Map<Long, List<String>> patterns(JobRow row, Map<Long, Path> workdirs) {
    Map<Long, List<String>> patterns = new LinkedHashMap<>();
    Set<Long> finished =
        row.parents().stream()
            .filter(parent -> parent.kind() == ParentKind.SUCCESS)
            .map(JobRow.Parent::id)
            .collect(Collectors.toSet());
    for (InputFiles input : row.inputs()) {
      if (input.from().orElse(null) instanceof ParentRef.Existing from
          && finished.contains(from.jobId())
          && !input.optional()
          && severalFiles(Objects.requireNonNull(workdirs.get(from.jobId())), input.pattern())) {
        patterns.computeIfAbsent(from.jobId(), id -> new ArrayList<>()).add(input.pattern());
      }
    }
    return patterns;
  }

  /** Returns whether a pattern is more than one file, which is there if it was found. */
  private static boolean severalFiles(Path workdir, String pattern) {
    return GlobPattern.hasWildcard(pattern) || Files.isDirectory(workdir.resolve(pattern));
  }
}
