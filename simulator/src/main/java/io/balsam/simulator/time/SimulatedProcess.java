package io.balsam.simulator.time;

import java.time.Duration;
import java.util.concurrent.Future;

/** A simulated process: what it has planned runs until it is killed. */
public final class SimulatedProcess {

  private final VirtualTime time;
  private boolean killed;

  public SimulatedProcess(VirtualTime time) {
    this.time = time;
  }

  /** Kills the process: nothing of it runs any more. */
  public void kill() {
    killed = true;
  }

  public boolean killed() {
    return killed;
  }

  VirtualTime time() {
    return time;
  }

  /** Plans code of the process for after a delay. */
  public Future<?> in(Duration delay, Runnable code) {
    return time.in(delay, alive(code));
  }

  /** Plans code of the process for now, after what is planned already. */
  void soon(Runnable code) {
    Future<?> unused = time.in(0, alive(code));
  }

  private Runnable alive(Runnable code) {
    return () -> {
      if (!killed) {
        code.run();
      }
    };
  }
}
