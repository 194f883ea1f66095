package io.balsam.engine.run.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Links in a run's directory to the workdirs of earlier jobs whose results it takes. */
public final class ReusedWorkdirs {

  private static final Logger log = LoggerFactory.getLogger(ReusedWorkdirs.class);

  private ReusedWorkdirs() {}

  /**
   * Makes the links, so that the directory of a run shows all its results. A workdir above or below
   * another one gets none: nothing may be written through a link into an earlier run.
   *
   * @param reused where each link goes, and the workdir it leads to
   * @param all workdirs of the run
   */
  public static void link(Path runDirectory, Map<Path, Path> reused, NavigableSet<Path> all) {
    reused.forEach(
        (link, workdir) -> {
          if (Files.isDirectory(workdir) && isAlone(link, runDirectory, all)) {
            make(link, workdir);
          }
        });
  }

  /** Whether it is such a link to that workdir. */
  public static boolean isLink(Path link, Path workdir) {
    try {
      return Files.isSymbolicLink(link)
          && link.resolveSibling(Files.readSymbolicLink(link)).normalize().equals(workdir);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isAlone(Path workdir, Path runDirectory, NavigableSet<Path> all) {
    Path next = all.higher(workdir);
    if (next != null && next.startsWith(workdir)) {
      return false;
    }
    Path up = workdir.getParent();
    while (up != null && !up.equals(runDirectory)) {
      if (all.contains(up)) {
        return false;
      }
      up = up.getParent();
    }
    return true;
  }

  private static void make(Path link, Path workdir) {
    Path folder = link.resolveSibling("");
    try {
      Files.createDirectories(folder);
      Files.createSymbolicLink(link, folder.relativize(workdir));
    } catch (FileAlreadyExistsException e) {
      // What is there already is not ours to replace.
    } catch (IOException | UnsupportedOperationException e) {
      log.warn("the link {} could not be made: {}", link, e.getMessage());
    }
  }
}
