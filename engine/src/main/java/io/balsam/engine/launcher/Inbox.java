package io.balsam.engine.launcher;

import io.balsam.engine.concurrent.EngineRuntime;
import io.balsam.engine.concurrent.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Inputs of a launcher's one thread. An input is a piece of code; a timer is an input that comes
 * later.
 */
final class Inbox {

  private final LinkedBlockingQueue<Runnable> inputs = new LinkedBlockingQueue<>();
  private final Timers timers;
  private Runnable arrival = () -> {};

  Inbox(EngineRuntime runtime) {
    timers = runtime.timers();
  }

  /** Sets code that is called whenever an input has arrived; before the first one. */
  void onArrival(Runnable code) {
    arrival = code;
  }

  /** Posts an input. From any thread. */
  void post(Runnable input) {
    inputs.add(input);
    arrival.run();
  }

  /** Posts an input after a delay. */
  void in(Duration delay, Runnable input) {
    timers.in(delay, () -> post(input));
  }

  /** Posts an input after a delay, unless it is cancelled before. */
  Future<?> watch(Duration delay, Runnable input) {
    return timers.watch(delay, () -> post(input));
  }

  /** Takes all inputs that have arrived. */
  List<Runnable> taken() {
    List<Runnable> taken = new ArrayList<>();
    inputs.drainTo(taken);
    return taken;
  }

  /** Waits for an input and takes all that have arrived. */
  List<Runnable> take() throws InterruptedException {
    List<Runnable> taken = new ArrayList<>();
    taken.add(inputs.take());
    inputs.drainTo(taken);
    return taken;
  }

  /** Stops the timers. */
  void close() {
    timers.close();
  }
}
