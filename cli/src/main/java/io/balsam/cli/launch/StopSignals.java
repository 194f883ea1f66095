package io.balsam.cli.launch;

import io.balsam.cli.site.ExitCode;
import io.balsam.cli.term.Signals;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Handles SIGTERM and similar signals: the first one stops cleanly, a later one at once. */
final class StopSignals {

  private StopSignals() {}

  /**
   * Installs the handlers.
   *
   * @param stop called with the signal's name; must return at once
   */
  static void install(Consumer<String> stop) {
    AtomicBoolean asked = new AtomicBoolean();
    Signals.handle(
        name -> {
          if (asked.compareAndSet(false, true)) {
            stop.accept("SIG" + name);
          } else if (!name.equals("TERM")) {
            // Batch systems send SIGTERM more than once, to the steps and to the script.
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
          }
        },
        "INT",
        "TERM",
        "HUP");
  }
}
