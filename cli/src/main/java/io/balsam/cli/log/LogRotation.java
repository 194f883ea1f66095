package io.balsam.cli.log;

import io.balsam.engine.domain.SiteLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Limits the size of a log file. */
public final class LogRotation {

  private static final String SIZE = "balsam.log.size";
  private static final long FULL = 20_000_000;

  private LogRotation() {}

  /** Renames a file that has grown large; one older file is kept. */
  public static void rotate(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > Long.getLong(SIZE, FULL)) {
        Path older = file.resolveSibling(file.getFileName() + SiteLayout.EARLIER_LOG);
        Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      // A log that cannot be renamed keeps growing, which is no reason not to run.
      return;
    }
  }
}
