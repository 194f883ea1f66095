package io.balsam.slurm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Distinguishes the jobs of one site from those of others of the same name: by a comment, and by
 * the directory.
 *
 * @param comment empty for none
 */
record SiteMark(String comment) {

  private static final String PREFIX = "balsam:";

  static SiteMark of(String site) {
    return new SiteMark(site.isEmpty() ? "" : PREFIX + site);
  }

  /** Returns the options of {@code sbatch}; a comment of the user's comes later, and wins. */
  List<String> options() {
    return comment.isEmpty() ? List.of() : List.of("--comment=" + comment);
  }

  /**
   * Returns whether a job is this site's. For one with a comment of another origin, the directory
   * decides.
   *
   * @param told the job's comment, a bar, and its directory
   */
  boolean claims(String told, Path workdir) {
    boolean here = told.endsWith("|" + workdir) || told.endsWith("|" + real(workdir));
    boolean marked = told.startsWith(PREFIX) && !comment.isEmpty();
    return here && (!marked || told.startsWith(comment + "|"));
  }

  private static Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      return directory;
    }
  }
}
