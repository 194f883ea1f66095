package io.balsam.engine.api;

/**
 * The engine had to give up: most often the store could not be written. Everything it had started
 * was ended, and nothing that this call asked for may be relied on.
 */
public final class EngineFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EngineFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
