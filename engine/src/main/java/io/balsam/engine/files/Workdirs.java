package io.balsam.engine.files;

import io.balsam.engine.process.Lack;
import io.balsam.engine.trust.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories of jobs, kept inside their run. */
public final class Workdirs {

  private Workdirs() {}

  /**
   * The absolute workdir of a job.
   *
   * @throws IllegalArgumentException when it is not inside the run's directory
   */
  public static Path inside(Path runDirectory, String workdir) {
    Path path = runDirectory.resolve(workdir).normalize();
    if (workdir.isBlank() || Path.of(workdir).isAbsolute() || !path.startsWith(runDirectory)) {
      throw new IllegalArgumentException(
          "workdir '" + workdir + "' must be a path below the run's directory, without '..'");
    }
    return path;
  }

  /**
   * Checks that no symbolic link on the way leads elsewhere.
   *
   * @throws IllegalArgumentException when one does
   */
  public static void check(Path runDirectory, Path workdir) {
    // Most are not there yet, and asking so is the cheapest way to learn it. A link to nothing is
    // found out when the directory is made.
    Path path = workdir.toFile().exists() ? workdir : workdir.getParent();
    for (; path != null && !path.equals(runDirectory); path = path.getParent()) {
      if (Files.isSymbolicLink(path)) {
        throw new IllegalArgumentException(
            "workdir " + workdir + " leads through the symbolic link " + path);
      }
    }
  }

  /** Makes the workdir when it is not there yet. */
  public static Path make(Path runDirectory, Path workdir) {
    check(runDirectory, workdir);
    try {
      return Files.createDirectories(workdir);
    } catch (IOException e) {
      Lack.raise(e);
      throw new UncheckedIOException(
          FileTrouble.of("cannot make the workdir " + workdir, workdir, e), e);
    }
  }
}
