package io.balsam.engine.dispatch.local;

import io.balsam.engine.process.ProcessEnd;
import org.jspecify.annotations.Nullable;

/** Tells an end that comes from within the call that starts a process from one that comes later. */
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

  /** The call is over; what it took, if anything. */
  @Nullable ProcessEnd over() {
    starter = null;
    return end;
  }
}
