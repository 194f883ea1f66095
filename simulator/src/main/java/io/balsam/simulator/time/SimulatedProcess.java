package io.balsam.simulator.time;

import java.time.Duration;
import java.util.concurrent.Future;

/** A simulated process: what it has planned runs until it is killed. */
public final class SimulatedProcess {

  private final VirtualTime time;
  private boolean killed;
  private long heldUntil;

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

  /** Holds the process for a while: its loop runs no turn, and it takes no call. */
  public void hold(Duration length) {
    heldUntil = Math.max(heldUntil, time.nanos() + length.toNanos());
  }

  /** Returns for how long it is held from now on, in nanoseconds. */
  public long held() {
    return killed ? 0 : Math.max(0, heldUntil - time.nanos());
  }

  VirtualTime time() {
    return time;
  }

  /** Plans code of the process for after a delay. */
  public Future<?> in(Duration delay, Runnable code) {
    return time.in(delay, alive(code));
  }

  Future<?> in(long delay, Runnable code) {
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
