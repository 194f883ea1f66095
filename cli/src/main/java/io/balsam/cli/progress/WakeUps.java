package io.balsam.cli.progress;

import io.balsam.engine.Engine;

/** Passes an engine's changes on to whoever watches now: an engine forgets no listener. */
public final class WakeUps {

  private volatile Runnable listener = () -> {};

  public WakeUps(Engine engine) {
    engine.onChange(() -> listener.run());
  }

  /** From now on tells this one only. */
  public void tell(Runnable newListener) {
    listener = newListener;
  }
}
