package io.balsam.cli.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import io.balsam.engine.trust.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A log that is put aside when it has grown large, also while its process runs. Not logback's own
 * for that: it takes the file's name for a pattern, and a percent sign in it for a date.
 */
final class TurningFile extends FileAppender<ILoggingEvent> {

  /** So many lines are written between two looks at the size. */
  private static final int LINES = 100;

  private final AtomicLong lines = new AtomicLong();

  @Override
  protected void subAppend(ILoggingEvent event) {
    super.subAppend(event);
    if (lines.incrementAndGet() % LINES == 0) {
      turn();
    }
  }

  private synchronized void turn() {
    Path path = Path.of(getFile());
    LogFile.rotate(path);
    if (!Files.exists(path)) {
      try {
        OwnFiles.makeFile(path);
        openFile(getFile());
      } catch (IOException e) {
        addWarn("cannot make " + path, e);
      }
    }
  }
}
