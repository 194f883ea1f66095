package io.balsam.cli.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import io.balsam.engine.trust.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Log file that is renamed when it has grown large, also while its process runs. Logback's own
 * rolling appender is not used: it takes the file's name for a pattern, and a percent sign in it
 * for a date.
 */
final class TurningFile extends FileAppender<ILoggingEvent> {

  /** Number of lines written between two checks of the size. */
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
    LogRotation.rotate(path);
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
