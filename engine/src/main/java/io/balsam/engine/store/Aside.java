package io.balsam.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Another name for what must not be lost. */
public final class Aside {

  private Aside() {}

  /**
   * Gives a file another name beside it.
   *
   * @param suffix behind its name; with a number when that is taken
   * @return where it is now
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
