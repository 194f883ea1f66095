package io.balsam.cli.launch;

import io.balsam.cli.site.Exit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import sun.misc.Signal;

/** SIGTERM and its like: the first one ends in good order, a further one at once. */
final class StopSignals {

  private StopSignals() {}

  /**
   * From now on.
   *
   * @param stop told the signal's name; must return at once
   */
  static void install(Consumer<String> stop) {
    AtomicBoolean asked = new AtomicBoolean();
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      try {
        Signal.handle(
            new Signal(name),
            signal -> {
              if (asked.compareAndSet(false, true)) {
                stop.accept("SIG" + name);
              } else if (!name.equals("TERM")) {
                // Batch systems send SIGTERM more than once, to the steps and to the script.
                Runtime.getRuntime().halt(Exit.INTERRUPTED);
              }
            });
      } catch (IllegalArgumentException e) {
        // The JVM keeps this signal for itself (-Xrs): then it ends the JVM, and the jobs with it.
      }
    }
  }
}
