package io.balsam.engine.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Detects links to directories that lead back to themselves, so that following them has no end. */
public final class LinkLoops {

  private LinkLoops() {}

  /** Returns the directory without links; null when it no longer exists. */
  public static @Nullable Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      return null;
    }
  }

  /** Returns whether a directory is one of those being walked, or above one. */
  static boolean leadsBack(Path real, Collection<Path> within) {
    return within.stream().anyMatch(one -> one.startsWith(real));
  }
}
