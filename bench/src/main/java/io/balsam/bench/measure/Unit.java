package io.balsam.bench.measure;

/** Unit of the main figure of a workload. */
public enum Unit {
  JOBS_PER_SECOND("jobs/s", true),
  CHANGES_PER_SECOND("changes/s", true),
  MICROSECONDS("µs", false),
  MILLISECONDS("ms", false),
  SECONDS("s", false),
  HOURS("simulated h", false),
  SHARE("of the bound", true);

  public final String title;
  public final boolean moreIsBetter;

  Unit(String title, boolean moreIsBetter) {
    this.title = title;
    this.moreIsBetter = moreIsBetter;
  }

  /** Returns how many times as good a figure is as the reference: above 1 is better. */
  public double ratio(double figure, double reference) {
    return moreIsBetter ? figure / reference : reference / figure;
  }
}
