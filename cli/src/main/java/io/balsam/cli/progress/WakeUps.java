package io.balsam.cli.progress;

import io.balsam.engine.Engine;

/**
 * Forwards an engine's change notifications to the current listener: an engine cannot remove
 * listeners.
 */
public final class WakeUps {

  private volatile Runnable listener = () -> {};

  public WakeUps(Engine engine) {
    engine.onChange(() -> listener.run());
  }

  /** Sets the listener; replaces the previous one. */
  public void tell(Runnable newListener) {
    listener = newListener;
  }
}
