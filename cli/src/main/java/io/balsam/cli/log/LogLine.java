package io.balsam.cli.log;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.balsam.cli.term.Visible;
import io.balsam.engine.trust.DatabaseUrl;

/**
 * Formats each event as one line, whatever its message contains, so that only logged lines begin
 * with a time. The lines of an exception are indented.
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
