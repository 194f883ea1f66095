package io.balsam.cli.look;

import java.nio.file.Path;

/** Paths as people read them. */
public final class Paths {

  private Paths() {}

  /** Relative to the directory when it is below it. */
  public static String shorten(Path directory, String path) {
    Path full = Path.of(path);
    return full.isAbsolute() && full.startsWith(directory)
        ? directory.relativize(full).toString()
        : path;
  }
}
