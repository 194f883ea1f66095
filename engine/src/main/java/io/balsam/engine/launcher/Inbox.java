package io.balsam.engine.launcher;

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
  private final Timers timers = new Timers();

  /** Posts an input. From any thread. */
  void post(Runnable input) {
    inputs.add(input);
  }

  /** Posts an input after a delay. */
  void in(Duration delay, Runnable input) {
    timers.in(delay, () -> inputs.add(input));
  }

  /** Posts an input after a delay, unless it is cancelled before. */
  Future<?> watch(Duration delay, Runnable input) {
    return timers.watch(delay, () -> inputs.add(input));
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
