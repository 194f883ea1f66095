package io.balsam.engine.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Links in a run's directory to the workdirs of earlier jobs whose results it reuses. */
public final class ReusedWorkdirs {

  private static final Logger LOG = LoggerFactory.getLogger(ReusedWorkdirs.class);

  private ReusedWorkdirs() {}

  /**
   * Creates the links, so that the directory of a run shows all its results. A workdir above or
   * below another one gets none: nothing may be written through a link into an earlier run.
   *
   * @param reused path of each link, and the workdir to which it leads
   * @param all workdirs of the run
   */
  public static void link(Path runDirectory, Map<Path, Path> reused, Set<Path> all) {
    Set<Path> above = new HashSet<>();
    all.forEach(workdir -> above.addAll(above(workdir, runDirectory)));
    reused.forEach(
        (link, workdir) -> {
          boolean alone =
              !above.contains(link) && Collections.disjoint(all, above(link, runDirectory));
          if (alone && Files.isDirectory(workdir)) {
            make(link, workdir);
          }
        });
  }

  /** Returns whether a path is such a link to that workdir. */
  public static boolean isLink(Path link, Path workdir) {
    try {
      return Files.isSymbolicLink(link)
          && link.resolveSibling(Files.readSymbolicLink(link)).normalize().equals(workdir);
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Path> above(Path workdir, Path runDirectory) {
    List<Path> all = new ArrayList<>();
    Path up = workdir.getParent();
    while (up != null && !up.equals(runDirectory)) {
      all.add(up);
      up = up.getParent();
    }
    return all;
  }

  private static void make(Path link, Path workdir) {
    Path folder = link.resolveSibling("");
    try {
      Files.createDirectories(folder);
      Files.createSymbolicLink(link, folder.relativize(workdir));
    } catch (FileAlreadyExistsException e) {
      // An existing file is not ours to replace.
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("the link {} could not be made: {}", link, e.getMessage());
    }
  }
}
