package io.balsam.engine.run;

import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One run that occupies nodes, from its placement until its process or thread has ended. */
final class Active {

  /** Why a run is being ended from outside. */
  enum Ending {
    NO,
    WALL_TIME,
    STOP,
    CANCEL
  }

  final Job job;
  final int attempt;
  final Placement placement;
  final Resources resources;
  final boolean function;
  Ending ending = Ending.NO;

  /** Interrupts a function, once it was started. */
  Runnable interrupt = () -> {};

  @Nullable Future<?> wallTimer;

  Active(Job job, int attempt, Placement placement, Resources resources, boolean function) {
    this.job = job;
    this.attempt = attempt;
    this.placement = placement;
    this.resources = resources;
    this.function = function;
  }
}
