package io.balsam.cli.look;

import java.nio.file.Path;

/** Formats paths for users. */
public final class Paths {

  private Paths() {}

  /** Returns the path relative to the directory if it is below it, else unchanged. */
  public static String shorten(Path directory, String path) {
    Path full = Path.of(path);
    return full.isAbsolute() && full.startsWith(directory)
        ? directory.relativize(full).toString()
        : path;
  }
}
