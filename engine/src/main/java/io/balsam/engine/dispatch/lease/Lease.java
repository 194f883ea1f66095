package io.balsam.engine.dispatch.lease;

import io.balsam.engine.core.Job;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import org.jspecify.annotations.Nullable;

/** A job that a launcher holds. On the loop's thread only. */
public final class Lease {

  final long id;

  /** Null when it had ended before this engine began, and only its process is still there. */
  final @Nullable Job job;

  final LauncherSession session;
  final int attempt;
  final Placement placement;
  final Resources resources;
  boolean begun;

  /** Whether its run is in the books; that of a job that was cancelled before is not. */
  boolean recorded;

  /** Whether it has yet to be ordered, or ordered again. */
  boolean toAssign;

  public Lease(
      long id,
      @Nullable Job job,
      LauncherSession session,
      int attempt,
      Placement placement,
      Resources resources) {
    this.id = id;
    this.job = job;
    this.session = session;
    this.attempt = attempt;
    this.placement = placement;
    this.resources = resources;
  }
}
