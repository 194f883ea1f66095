package io.balsam.engine.run.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Removes what a finished job need not keep. A symbolic link is removed, never what it names. */
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
      for (Path found : Glob.find(workdir, pattern)) {
        try {
          Path path = Inside.toWrite(workdir, found.toString());
          if (!path.equals(workdir)) {
            Trees.remove(path);
          }
        } catch (IOException | IllegalArgumentException e) {
          left.add(found + ": " + e.getMessage());
        }
      }
    }
    return left;
  }
}
