package io.balsam.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.balsam.engine.trust.OwnFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Configures logback when the first message is logged. This is done in Java because reading
 * logback's XML takes longer than most commands do.
 *
 * <p>Without a site nothing is logged. An owner that finds a file larger than 20 MB renames it
 * first; one older file is kept.
 */
public final class LogFile extends ContextAwareBase implements Configurator {

  private static final String FILE = "balsam.log.file";
  private static final String LEVEL = "balsam.log.level";

  /** Directs messages to a file from now on; must be called before anything is logged. */
  public static void use(Path file, String level) {
    System.setProperty(FILE, file.toString());
    System.setProperty(LEVEL, level);
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    String file = System.getProperty(FILE);
    if (file == null) {
      root.setLevel(Level.OFF);
      return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
    try {
      OwnFiles.makeFile(Path.of(file));
    } catch (IOException e) {
      // The appender that opens the file reports the failure.
      addWarn("cannot make " + file, e);
    }
    LogLine line = new LogLine();
    line.setContext(context);
    line.start();
    LayoutWrappingEncoder<ILoggingEvent> lines = new LayoutWrappingEncoder<>();
    lines.setContext(context);
    lines.setCharset(StandardCharsets.UTF_8);
    lines.setLayout(line);
    lines.start();
    TurningFile appender = new TurningFile();
    appender.setContext(context);
    appender.setFile(file);
    appender.setEncoder(lines);
    appender.start();
    root.setLevel(Level.toLevel(System.getProperty(LEVEL, "info"), Level.INFO));
    root.addAppender(appender);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
