package io.balsam.engine.run.place;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many runs of an app hold a seat at once, one behind the other. A commit takes as long as
 * thousands of the shortest functions or some processes that do next to nothing: handed over one by
 * one, these would wait for the disk and not the other way round.
 */
public final class Pace {

  /** What a seat is given should keep it busy for about so long: some commits. */
  private static final Duration WORK = Duration.ofMillis(100);

  private final Duration work;

  /** Those behind a run that has had its turn for so long may find a place elsewhere. */
  public static final Duration ENOUGH = Duration.ofMillis(50);

  private static final int MOST = 1000;
  private static final int FASTER = 4;
  private static final double NEWEST = 0.25;

  private static final class Known {
    double nanos;
    int last = 1;
  }

  private final Map<String, Known> apps = new HashMap<>();

  /** For this machine's own nodes. */
  public Pace() {
    this(WORK);
  }

  /**
   * For runs elsewhere.
   *
   * @param work what a seat is given should keep it busy for about so long
   */
  public Pace(Duration work) {
    this.work = work;
  }

  /** How many may hold a seat now; grows step by step from one. */
  public int next(String app) {
    Known known = apps.get(app);
    if (known == null) {
      return 1;
    }
    double fitting = Math.max(1, work.toNanos() / Math.max(1000, known.nanos));
    known.last = (int) Math.min(Math.min(MOST, fitting), (double) known.last * FASTER);
    return known.last;
  }

  /** A run took so long. */
  public void took(String app, Duration time) {
    Known known = apps.computeIfAbsent(app, name -> new Known());
    double nanos = time.toNanos();
    // One long run is enough to be careful. Short ones differ by what else the machine does.
    known.nanos = nanos > work.toNanos() ? nanos : known.nanos + NEWEST * (nanos - known.nanos);
  }
}
