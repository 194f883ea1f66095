package io.balsam.engine.dispatch.local;

import io.balsam.engine.process.ProcessEnd;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes an end reported from within the call that starts a process from one that comes
 * later.
 */
final class StartRefusal {

  private @Nullable Thread starter = Thread.currentThread();
  private @Nullable ProcessEnd end;

  /** Takes the end when the process is still being started, which means that it was refused. */
  boolean takes(ProcessEnd what) {
    if (Thread.currentThread() != starter) {
      return false;
    }
    end = what;
    return true;
  }

  /** Ends the call that starts the process; returns the end it took, or null. */
  @Nullable ProcessEnd over() {
    starter = null;
    return end;
  }
}
