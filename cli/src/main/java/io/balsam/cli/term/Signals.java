package io.balsam.cli.term;

import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Installs handlers for signals sent to this process. */
public final class Signals {

  private Signals() {}

  /**
   * Installs a handler.
   *
   * @param what called with the signal's name, without {@code SIG}; must return at once
   * @param names without {@code SIG}
   */
  public static void handle(Consumer<String> what, String... names) {
    for (String name : names) {
      handle(name, what);
    }
  }

  /**
   * Installs a handler unless the signal is ignored: a process started with nohup, or with {@code
   * &} in a script, is not to be disturbed.
   */
  public static void handleUnlessIgnored(Consumer<String> what, String... names) {
    for (String name : names) {
      if (handle(name, what) == SignalHandler.SIG_IGN) {
        Signal.handle(new Signal(name), SignalHandler.SIG_IGN);
      }
    }
  }

  private static SignalHandler handle(String name, Consumer<String> what) {
    try {
      return Signal.handle(new Signal(name), signal -> what.accept(name));
    } catch (IllegalArgumentException e) {
      // The JVM keeps this signal for itself (-Xrs): then it ends the JVM, and the jobs with it.
      return SignalHandler.SIG_DFL;
    }
  }
}
