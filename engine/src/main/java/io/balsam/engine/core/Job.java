package io.balsam.engine.core;

import io.balsam.engine.domain.App;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.packing.RankPolicy;
import org.jspecify.annotations.Nullable;

/** A job of a loaded run. Its state may be read on the event loop's thread only. */
public record Job(LoadedRun run, int index) {

  public long id() {
    return run.table.id(index);
  }

  public JobState state() {
    return run.table.state(index);
  }

  public JobShape shape() {
    return run.table.shape(index);
  }

  /** Returns its claim to be served before others. */
  public RankPolicy.Claim claim() {
    return new RankPolicy.Claim(shape().priority(), run.row.owner());
  }

  public int attempts() {
    return run.table.attempts(index);
  }

  public @Nullable App app() {
    return run.app(shape().app());
  }

  /**
   * Returns whether it may share a reservation with jobs that run before or after it: it has no
   * wall time.
   */
  public boolean mayShare() {
    return shape().wallTime().isZero();
  }

  /** Returns whether the other job may follow it in its reservation: same run, same app. */
  public boolean mayBeFollowedBy(Job other) {
    return mayShare()
        && other.mayShare()
        && other.run() == run
        && other.shape().app().equals(shape().app());
  }

  @Override
  public String toString() {
    return "job " + id();
  }
}
