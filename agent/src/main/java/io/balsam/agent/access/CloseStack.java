package io.balsam.agent.access;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes a set of open parts together, the last opened first. Thread-safe. */
public final class CloseStack implements AutoCloseable {

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Adds a part, which is closed before all parts added so far. */
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
