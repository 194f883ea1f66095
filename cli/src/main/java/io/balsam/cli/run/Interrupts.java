package io.balsam.cli.run;

import io.balsam.cli.site.ExitCode;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Signals;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Handles Ctrl-C and SIGTERM: the first one stops cleanly, the second one ends this process at
 * once.
 */
final class Interrupts {

  private final AtomicBoolean asked = new AtomicBoolean();

  private final Runnable stop;
  private final String said;
  private final Console console;

  private Interrupts(Runnable stop, String said, Console console) {
    this.stop = stop;
    this.said = said;
    this.console = console;
  }

  /**
   * Installs the handlers.
   *
   * @param stop called once, on a thread of its own
   * @param said message for the user, printed at once
   */
  static Interrupts install(Runnable stop, String said, Console console) {
    Interrupts interrupts = new Interrupts(stop, said, console);
    Signals.handleUnlessIgnored(any -> interrupts.arrived(), "INT", "TERM", "HUP");
    return interrupts;
  }

  /** Returns whether there was a signal. */
  boolean any() {
    return asked.get();
  }

  private void arrived() {
    if (!asked.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
    console.io().err().println();
    console.error(said);
    new Thread(stop, "balsam-stop").start();
  }
}
