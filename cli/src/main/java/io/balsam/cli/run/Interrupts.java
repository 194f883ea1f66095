package io.balsam.cli.run;

import io.balsam.cli.site.Exit;
import io.balsam.cli.term.Console;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Ctrl-C and SIGTERM: the first one stops cleanly, the second one ends this process at once. */
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
   * From now on the signals stop what goes on.
   *
   * @param stop called once, from a thread of its own
   * @param said to the user at once
   */
  static Interrupts install(Runnable stop, String said, Console console) {
    Interrupts interrupts = new Interrupts(stop, said, console);
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      try {
        Signal signal = new Signal(name);
        SignalHandler before = Signal.handle(signal, any -> interrupts.arrived());
        if (before == SignalHandler.SIG_IGN) {
          // Started with nohup, or with & by a script: its wish not to be disturbed holds.
          Signal.handle(signal, before);
        }
      } catch (IllegalArgumentException e) {
        // The JVM keeps this signal for itself (-Xrs): then it ends the JVM, and the jobs with it.
      }
    }
    return interrupts;
  }

  /** Whether there was one. */
  boolean any() {
    return asked.get();
  }

  private void arrived() {
    if (!asked.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(Exit.INTERRUPTED);
    }
    console.io().err().println();
    console.error(said);
    new Thread(stop, "stop").start();
  }
}
