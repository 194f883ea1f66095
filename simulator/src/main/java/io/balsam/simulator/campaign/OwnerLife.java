package io.balsam.simulator.campaign;

import io.balsam.simulator.time.SimulatedProcess;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Life of a site's owner: its process, if there is one. */
final class OwnerLife {

  private @Nullable SimulatedProcess process;

  void begin(SimulatedProcess born) {
    process = born;
  }

  void end() {
    process = null;
  }

  /** Returns whether there is a process, even a killed one. */
  boolean begun() {
    return process != null;
  }

  /** Returns whether no owner lives: it was killed, or none was started. */
  boolean killed() {
    return process == null || process.killed();
  }

  /** Kills it at this moment: nothing of it runs any more, and it answers nothing. */
  void kill() {
    if (process != null) {
      process.kill();
    }
  }

  /** Holds it for a while: it does and takes nothing. */
  void hold(Duration length) {
    if (process != null) {
      process.hold(length);
    }
  }

  /** Returns for how long it is held from now on, in nanoseconds. */
  long held() {
    return process == null ? 0 : process.held();
  }
}
