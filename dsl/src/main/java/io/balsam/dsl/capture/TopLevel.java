package io.balsam.dsl.capture;

import io.balsam.dsl.host.Host;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script's top level for a limited time on a thread of its own. A thread that does not end
 * is interrupted, and abandoned if it ignores the interrupt.
 *
 * <p>This protects against mistakes, not against malice: reflection circumvents it, and a library
 * that ignores interrupts continues until the process ends. Loops and blocks check the interrupt
 * flag; our own compiler transformation adds the check, since Groovy's {@code ThreadInterrupt}
 * takes longer to set up than a small script to compile. {@code System.exit} is compiled into an
 * exception, as it would end the agent with every run of the site. A separate process would cost a
 * JVM, more than all the rest of {@code lint}.
 */
final class TopLevel {

  /** Exit code for a mistake of the user. */
  private static final int BAD_INPUT = 2;

  private TopLevel() {}

  /**
   * Returns when the code has ended, or its time is over.
   *
   * @param late called with the current position of the code when its time is over, before it is
   *     interrupted
   * @return whether the code has ended
   */
  static boolean run(Runnable code, Duration limit, Consumer<Throwable> late) {
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(code, "script");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((any, error) -> thrown.set(error));
    Thread exit = new Thread(() -> refuseExit(thread), "exit");
    Runtime.getRuntime().addShutdownHook(exit);
    thread.start();
    try {
      thread.join(limit.toMillis());
      if (thread.isAlive()) {
        Throwable where = new Throwable();
        where.setStackTrace(thread.getStackTrace());
        late.accept(where);
        thread.interrupt();
        return false;
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while reading the script");
    } finally {
      forget(exit);
    }
    Throwable error = thrown.get();
    if (error instanceof RuntimeException known) {
      throw known;
    }
    if (error instanceof Error known) {
      throw known;
    }
    return true;
  }

  private static void forget(Thread exit) {
    try {
      Runtime.getRuntime().removeShutdownHook(exit);
    } catch (IllegalStateException e) {
      // The hook runs already.
      return;
    }
  }

  /**
   * Halts the JVM with an error if the script ended the process by reflection, so that this does
   * not look like success.
   */
  private static void refuseExit(Thread script) {
    boolean its =
        Arrays.stream(script.getStackTrace())
            .anyMatch(
                frame ->
                    frame.getClassName().equals(Runtime.class.getName())
                        && frame.getMethodName().equals("exit"));
    if (its) {
      System.err.println("balsam: the script called System.exit, which " + Host.EXIT);
      System.err.flush();
      Runtime.getRuntime().halt(BAD_INPUT);
    }
  }
}
