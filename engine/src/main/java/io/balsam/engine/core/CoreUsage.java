package io.balsam.engine.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Count of busy cores, now and on average. Thread-safe. */
public final class CoreUsage {

  private int total;
  private int busy;
  private double coreSeconds;
  private double busySeconds;
  private @Nullable Instant since;
  private Instant last = Instant.EPOCH;

  public synchronized int cores() {
    return total;
  }

  public synchronized int busy() {
    return busy;
  }

  /** Adds cores; a negative number removes them. */
  public synchronized void add(int cores, Instant now) {
    advance(now);
    total += cores;
  }

  public synchronized void taken(int cores, Instant now) {
    if (since == null) {
      since = now;
      last = now;
    }
    advance(now);
    busy += cores;
  }

  public synchronized void given(int cores, Instant now) {
    advance(now);
    busy -= cores;
  }

  /** Returns the average share of busy cores, from 0 to 1, since the first job started. */
  public synchronized double average(Instant now) {
    advance(now);
    return coreSeconds > 0 ? Math.min(1, busySeconds / coreSeconds) : 0;
  }

  private void advance(Instant now) {
    if (since != null && now.isAfter(last)) {
      double seconds = Duration.between(last, now).toNanos() / 1e9;
      coreSeconds += total * seconds;
      busySeconds += busy * seconds;
      last = now;
    }
  }
}
