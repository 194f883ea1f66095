package io.balsam.cli.run;

import io.balsam.cli.site.Exit;
import io.balsam.cli.term.Console;
import io.balsam.engine.run.Engine;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Ctrl-C and SIGTERM: the first one stops the engine cleanly, the second one ends all at once. */
final class Interrupts {

  private final AtomicBoolean asked = new AtomicBoolean();

  /** From now on the signals stop this engine. */
  static Interrupts install(Engine engine, Console console) {
    Interrupts interrupts = new Interrupts();
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      try {
        Signal signal = new Signal(name);
        SignalHandler before = Signal.handle(signal, any -> interrupts.arrived(engine, console));
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

  private void arrived(Engine engine, Console console) {
    if (!asked.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(Exit.INTERRUPTED);
    }
    console.io().err().println();
    console.error("stopping: ending what runs; once more (Ctrl-C) kills it at once");
    Thread stop = new Thread(engine::stop, "stop");
    stop.start();
  }
}
