package io.balsam.engine.launcher;

import io.balsam.engine.concurrent.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Inputs of a launcher's one thread. An input is a piece of code; a timer is one that comes later.
 */
final class Inbox {

  private final LinkedBlockingQueue<Runnable> inputs = new LinkedBlockingQueue<>();
  private final Timers timers = new Timers();

  /** Hands an input over. From any thread. */
  void post(Runnable input) {
    inputs.add(input);
  }

  /** An input for later. */
  void in(Duration delay, Runnable input) {
    timers.in(delay, () -> inputs.add(input));
  }

  /** The same, for one that may be called off. */
  Future<?> watch(Duration delay, Runnable input) {
    return timers.watch(delay, () -> inputs.add(input));
  }

  /** Waits for an input and takes whatever is there. */
  List<Runnable> take() throws InterruptedException {
    List<Runnable> taken = new ArrayList<>();
    taken.add(inputs.take());
    inputs.drainTo(taken);
    return taken;
  }

  /** Timers fall silent. */
  void close() {
    timers.close();
  }
}
