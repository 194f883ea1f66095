package io.balsam.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Moves files that must not be lost out of the way. */
public final class Aside {

  private Aside() {}

  /**
   * Renames a file within its directory.
   *
   * @param suffix appended to its name; with a number when that name is taken
   * @return the new path
   */
  public static Path move(Path file, String suffix) throws IOException {
    String name = file.getFileName() + "." + suffix;
    Path free = file.resolveSibling(name);
    for (int i = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
      free = file.resolveSibling(name + "-" + i);
    }
    return Files.move(file, free);
  }
}
