package io.balsam.engine.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Links to directories that lead back to where they are, so that following them has no end. */
public final class LinkLoops {

  private LinkLoops() {}

  /** The directory itself, without links; null when it is there no more. */
  public static @Nullable Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      return null;
    }
  }

  /** Whether a directory is one of those being gone through, or above one. */
  static boolean leadsBack(Path real, Collection<Path> within) {
    return within.stream().anyMatch(one -> one.startsWith(real));
  }
}
