package io.balsam.dsl.value;

import java.io.File;

/** Adds the method {@code resolve} to files, as paths have it. */
public final class FileWords {

  private FileWords() {}

  /** Returns a file below this directory. */
  public static File resolve(File self, CharSequence name) {
    return self.toPath().resolve(name.toString()).toFile();
  }
}
