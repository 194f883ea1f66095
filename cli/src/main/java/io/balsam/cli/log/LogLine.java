package io.balsam.cli.log;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.balsam.cli.term.Visible;
import io.balsam.engine.trust.DatabaseUrl;

/**
 * One line for each event, whatever its message has in it: only what begins with a time was logged.
 * The lines of an exception are set in.
 */
final class LogLine extends PatternLayout {

  LogLine() {
    setPattern("%d{ISO8601} %-5level %logger{24} [%thread] %nopex");
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder lines = new StringBuilder(super.doLayout(event));
    lines.append(Visible.line(DatabaseUrl.hidden(event.getFormattedMessage()))).append('\n');
    IThrowableProxy problem = event.getThrowableProxy();
    if (problem != null) {
      ThrowableProxyUtil.asString(problem)
          .lines()
          .forEach(
              line ->
                  lines
                      .append('\t')
                      .append(Visible.line(DatabaseUrl.hidden(line.strip())))
                      .append('\n'));
    }
    return lines.toString();
  }
}
