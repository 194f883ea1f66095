package io.balsam.engine.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Computes how many jobs of an app hold a reservation at once, one running after the other.
 *
 * <p>A commit takes as long as thousands of the shortest functions, or as some processes that do
 * next to nothing: handed over one by one, these would wait for the disk and not the other way
 * round.
 */
public final class BundleSizer {

  /** Work that one reservation should get at a time, in run time: that of some commits. */
  private static final Duration WORK = Duration.ofMillis(100);

  private final Duration work;

  /** Time after which jobs waiting behind the present one may go to another reservation. */
  public static final Duration ENOUGH = Duration.ofMillis(50);

  private static final int MOST = 1000;
  private static final int FASTER = 4;

  /** Attempts longer than this, in nanoseconds, make others wait. */
  private static final double LONG_NANOS = ENOUGH.toNanos() / 2.0;

  /**
   * Share of long attempts that is taken for chance, such as a pause of the machine; more of them
   * are taken for a property of the app.
   */
  private static final double SELDOM = 1.0 / 25;

  private static final int LATELY = 100;
  private static final int NEWEST = 4;

  /** Statistics of an app's last attempts. */
  private static final class Known {
    private int runs;

    /** Average time of those that were not long, in nanoseconds. */
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

  /** Creates the sizer for this machine's own nodes. */
  public BundleSizer() {
    this(WORK);
  }

  /**
   * Creates a sizer for jobs that run elsewhere.
   *
   * @param work how long the jobs given to a reservation should keep it busy, roughly
   */
  public BundleSizer(Duration work) {
    this.work = work;
  }

  /** Returns how many may hold a reservation now; grows step by step from one. */
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

  /** Records how long an attempt took. */
  public void took(String app, Duration time) {
    apps.computeIfAbsent(app, name -> new Known()).add(time.toNanos());
  }
}
