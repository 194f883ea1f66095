package io.balsam.engine.execution;

import io.balsam.engine.domain.ValueLimits;
import java.io.IOException;
import java.io.Writer;

/** Text in memory that grows no longer than a value may be, even if its writer never ends. */
final class BoundedWriter extends Writer {

  private final StringBuilder text = new StringBuilder();

  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public void write(char[] from, int start, int count) throws IOException {
    if (count > ValueLimits.LENGTH - text.length()) {
      throw new TooLong();
    }
    text.append(from, start, count);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return text.toString();
  }
}
