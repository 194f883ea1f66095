package io.balsam.engine.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Checks paths that must stay inside a directory. */
public final class PathGuard {

  private PathGuard() {}

  /**
   * Returns the path, which by its text does not lead out of the directory.
   *
   * @throws IllegalArgumentException when it does
   */
  public static Path named(Path directory, Path relative) {
    Path path = directory.resolve(relative).normalize();
    if (!path.startsWith(directory)) {
      throw new IllegalArgumentException("'" + relative + "' is outside of the workdir");
    }
    return path;
  }

  /**
   * Returns a path to write to: inside the directory, with no symbolic link on the way to it.
   *
   * @throws IllegalArgumentException when it is not
   */
  public static Path toWrite(Path directory, Path relative) {
    Path path = named(directory, relative);
    Path part = directory;
    for (Path name : directory.relativize(path)) {
      part = part.resolve(name);
      if (!part.equals(path) && Files.isSymbolicLink(part)) {
        throw new IllegalArgumentException(
            "'" + relative + "' leads through the symbolic link " + part);
      }
    }
    return path;
  }

  /**
   * Checks a path to read: it exists, and is really inside the directory.
   *
   * @throws IllegalArgumentException when it is not
   */
  public static void toRead(Path directory, Path path) {
    try {
      if (!path.toRealPath().startsWith(directory.toRealPath())) {
        throw new IllegalArgumentException(path + " leads outside of " + directory);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(path + " is not there", e);
    }
  }

  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
