package io.balsam.engine.store.jdbc;

import io.balsam.engine.concurrent.GrowingPause;
import io.balsam.engine.store.OutagePolicy;
import io.balsam.engine.trust.DatabaseUrl;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Wait of one thread for a database that cannot be reached. */
final class OutageWait {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final OutagePolicy outages;
  private final CountDownLatch stop;
  private final long began = System.nanoTime();
  private Duration pause = FIRST_PAUSE;

  /**
   * Starts to measure the outage.
   *
   * @param stop counted down when no thread is to wait any longer
   */
  OutageWait(OutagePolicy outages, CountDownLatch stop) {
    this.outages = outages;
    this.stop = stop;
  }

  /**
   * Waits a little, longer each time; returns false when the patience is used up or waiting was
   * stopped.
   */
  boolean goesOn() {
    if (System.nanoTime() - began >= outages.patience().toNanos()) {
      return false;
    }
    boolean interrupted = false;
    long end = System.nanoTime() + pause.toNanos();
    pause = GrowingPause.doubled(pause, LONGEST_PAUSE);
    try {
      while (true) {
        try {
          return !stop.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns the message about the outage; it names the database and the remedy. */
  static String sentence(Database database, Throwable cause) {
    return sentence(database.name(), cause);
  }

  static String sentence(String database, Throwable cause) {
    return "the database %s cannot be reached (%s): start it, or check the network and the setting db"
        .formatted(database, why(cause));
  }

  private static String why(@Nullable Throwable cause) {
    Throwable root = cause;
    String why = "";
    while (root != null) {
      String message = root.getMessage();
      why = message == null ? root.getClass().getSimpleName() : message;
      root = root.getCause();
    }
    return DatabaseUrl.hidden(why.lines().findFirst().orElse(""));
  }
}
