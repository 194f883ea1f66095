package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.domain.Placement;
import java.time.Instant;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** An assignment that was begun, until its process or function has ended. */
final class RunningAssignment {

  /** Reason why it is being ended from outside. */
  enum Ending {
    NO,
    WALL_TIME,
    STOPPED,
    UNWANTED
  }

  final Assignment assignment;
  final Placement placement;
  final Instant began;
  volatile Ending ending = Ending.NO;

  /** Whether its start failed at once. Set while it is being started, by the same thread. */
  boolean refused;

  /** Whether its end is not to be reported. */
  boolean dropped;

  /** Interrupts a function, once it was started. */
  Runnable interrupt = () -> {};

  @Nullable Future<?> wallTimer;

  /** A later attempt that was assigned while this one is still being ended. */
  @Nullable Assignment next;

  RunningAssignment(Assignment assignment, Placement placement, Instant began) {
    this.assignment = assignment;
    this.placement = placement;
    this.began = began;
  }

  boolean function() {
    return assignment.function() != null;
  }
}
