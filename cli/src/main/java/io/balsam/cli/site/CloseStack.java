package io.balsam.cli.site;

import java.util.ArrayDeque;
import java.util.Deque;

/** Things that are open, closed together: last opened first. Safe for threads. */
public final class CloseStack implements AutoCloseable {

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Also closes this, before everything that is there now. */
  public synchronized <T extends AutoCloseable> T add(T part) {
    open.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
    RuntimeException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        first = first == null ? new IllegalStateException("while closing: " + e, e) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
