package io.balsam.engine.api;

/**
 * Thrown when the engine had to give up, most often because the store could not be written. All
 * jobs that it had started were ended, and nothing that this call asked for may be relied on.
 */
public final class EngineFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EngineFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
