package io.balsam.cli.term;

import io.balsam.engine.domain.Memory;

/** Formats sizes of files for people. */
public final class Sizes {

  private static final int KIB = 1024;

  private Sizes() {}

  /** Formats a number of bytes: {@code 12 B}, {@code 3.5 MB}. */
  public static String bytes(long bytes) {
    return bytes < KIB ? bytes + " B" : Memory.text(bytes);
  }
}
