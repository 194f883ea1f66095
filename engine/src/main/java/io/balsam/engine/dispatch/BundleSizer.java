package io.balsam.engine.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many runs of an app hold a seat at once, one behind the other. A commit takes as long as
 * thousands of the shortest functions or some processes that do next to nothing: handed over one by
 * one, these would wait for the disk and not the other way round.
 */
public final class BundleSizer {

  /** What a seat is given should keep it busy for about so long: some commits. */
  private static final Duration WORK = Duration.ofMillis(100);

  private final Duration work;

  /** Those behind a run that has had its turn for so long may find a place elsewhere. */
  public static final Duration ENOUGH = Duration.ofMillis(50);

  private static final int MOST = 1000;
  private static final int FASTER = 4;

  /** Longer ones make others wait. */
  private static final double LONG_NANOS = ENOUGH.toNanos() / 2.0;

  /**
   * One long run in so many is bad luck, such as a pause of the machine; more are the app's way.
   */
  private static final double SELDOM = 1.0 / 25;

  private static final int LATELY = 100;
  private static final int NEWEST = 4;

  /** What is known of an app's last runs. */
  private static final class Known {
    private int runs;

    /** Of those that were not long. */
    private double nanos;

    private double shareOfLong;
    private int last = 1;

    void add(double time) {
      boolean isLong = time > LONG_NANOS;
      runs = Math.min(runs + 1, LATELY);
      shareOfLong += ((isLong ? 1 : 0) - shareOfLong) / runs;
      if (!isLong) {
        nanos += (time - nanos) / Math.min(runs, NEWEST);
      }
    }
  }

  private final Map<String, Known> apps = new HashMap<>();

  /** For this machine's own nodes. */
  public BundleSizer() {
    this(WORK);
  }

  /**
   * For runs elsewhere.
   *
   * @param work what a seat is given should keep it busy for about so long
   */
  public BundleSizer(Duration work) {
    this.work = work;
  }

  /** How many may hold a seat now; grows step by step from one. */
  public int next(String app) {
    Known known = apps.get(app);
    if (known == null) {
      return 1;
    }
    double fitting =
        known.shareOfLong > SELDOM ? 1 : Math.max(1, work.toNanos() / Math.max(1000, known.nanos));
    known.last = (int) Math.min(Math.min(MOST, fitting), (double) known.last * FASTER);
    return known.last;
  }

  /** A run took so long. */
  public void took(String app, Duration time) {
    apps.computeIfAbsent(app, name -> new Known()).add(time.toNanos());
  }
}
