package io.balsam.engine.transfer;

import io.balsam.engine.files.Glob;
import io.balsam.engine.files.PathGuard;
import io.balsam.engine.files.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes the files that a finished job need not keep. A symbolic link is removed, never its
 * target.
 *
 * <p>Part of a job's life, before it is finished: children that took files which a service removes
 * some time later would work or fail by chance. Files that cannot be removed are named in the event
 * and fail nothing; the cleanup is done again after a crash.
 */
public final class Cleanup {

  private Cleanup() {}

  /**
   * Removes the files that match.
   *
   * @return the files that could not be removed, for users; empty when all is well
   */
  public static List<String> run(Path workdir, List<String> patterns) {
    List<String> left = new ArrayList<>();
    for (String pattern : patterns) {
      try {
        for (Path found : Glob.find(workdir, pattern, Glob.Links.LEFT)) {
          remove(workdir, found, left);
        }
      } catch (UncheckedIOException | IllegalArgumentException e) {
        left.add(pattern + ": " + e.getMessage());
      }
    }
    return left;
  }

  private static void remove(Path workdir, Path found, List<String> left) {
    try {
      Path path = PathGuard.toWrite(workdir, found);
      if (!path.equals(workdir)) {
        Trees.remove(path);
      }
    } catch (IOException | IllegalArgumentException e) {
      left.add(found + ": " + e.getMessage());
    }
  }
}
