package io.balsam.dsl.value;

import java.io.File;

/** Gives files the word {@code resolve}, as paths have it. */
public final class FileWords {

  private FileWords() {}

  /** A file below this directory. */
  public static File resolve(File self, CharSequence name) {
    return self.toPath().resolve(name.toString()).toFile();
  }
}
