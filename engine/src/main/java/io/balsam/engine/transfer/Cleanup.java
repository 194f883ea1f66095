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
 * Removes what a finished job need not keep. A symbolic link is removed, never what it names.
 *
 * <p>Part of a job's life, before it is finished: children that took files which a service removes
 * some time later would work or fail by luck. What cannot be removed is named in the event and
 * fails nothing; it is done again after a crash.
 */
public final class Cleanup {

  private Cleanup() {}

  /**
   * Removes what matches.
   *
   * @return what could not be removed, for people; empty when all is well
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
