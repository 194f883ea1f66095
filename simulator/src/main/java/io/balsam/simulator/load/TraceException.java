package io.balsam.simulator.load;

/**
 * Thrown for a trace that cannot be read. The message says where, what, and what would be right.
 */
public final class TraceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TraceException(String message) {
    super(message);
  }
}
