package io.balsam.engine.dispatch.lease;

import io.balsam.engine.core.Job;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import org.jspecify.annotations.Nullable;

/** A job that is leased to a launcher. On the event loop's thread only. */
public final class Lease {

  final long id;

  /** Null when it had ended before this engine began, and only its process is still there. */
  final @Nullable Job job;

  final LauncherSession session;
  final int attempt;
  final Placement placement;
  final Resources resources;
  boolean begun;

  /** Whether its attempt is in the store; that of a job cancelled before it began is not. */
  boolean recorded;

  /** Whether its assignment has yet to be sent, for the first time or again. */
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
