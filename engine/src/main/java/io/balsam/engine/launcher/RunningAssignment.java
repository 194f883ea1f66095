package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.domain.Placement;
import java.time.Instant;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** An order that was begun, until its process or function has ended. */
final class RunningAssignment {

  /** Why it is being ended from outside. */
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

  /** It could not even be tried. Set while it is being started, by the same thread. */
  boolean refused;

  /** Nobody wants to know how it ends. */
  boolean dropped;

  /** Interrupts a function, once it was started. */
  Runnable interrupt = () -> {};

  @Nullable Future<?> wallTimer;

  /** A later attempt that was ordered while this one is still being ended. */
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
