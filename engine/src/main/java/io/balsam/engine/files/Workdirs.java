package io.balsam.engine.files;

import io.balsam.engine.process.Lack;
import io.balsam.engine.trust.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Workdirs of jobs, kept inside their run. */
public final class Workdirs {

  private Workdirs() {}

  /**
   * Returns the absolute workdir of a job.
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
    // Most do not exist yet, and this is the cheapest check for that. A dangling link is found when
    // the directory is created.
    Path path = workdir.toFile().exists() ? workdir : workdir.getParent();
    for (; path != null && !path.equals(runDirectory); path = path.getParent()) {
      if (Files.isSymbolicLink(path)) {
        throw new IllegalArgumentException(
            "workdir " + workdir + " leads through the symbolic link " + path);
      }
    }
  }

  /** Creates the workdir when it does not exist yet. */
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
