package io.balsam.engine.run.node;

import io.balsam.engine.domain.AppBody;
import io.balsam.engine.run.loop.Job;
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
  final Seat seat;
  final AppBody.@Nullable Function function;
  Ending ending = Ending.NO;

  /** Interrupts a function, once it was started. */
  Runnable interrupt = () -> {};

  /** Whether it follows another in its seat, so that its begin is not known before its end. */
  boolean follows;

  @Nullable Future<?> wallTimer;

  Active(Job job, int attempt, Seat seat, AppBody.@Nullable Function function) {
    this.job = job;
    this.attempt = attempt;
    this.seat = seat;
    this.function = function;
  }
}
