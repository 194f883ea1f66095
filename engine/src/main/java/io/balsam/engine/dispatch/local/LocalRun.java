package io.balsam.engine.dispatch.local;

import io.balsam.engine.core.Job;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.execution.Interruptible;
import io.balsam.engine.process.ProcessSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One attempt that occupies nodes, from its placement until its process or thread has ended. */
final class LocalRun {

  /** Ends attempts on request. */
  interface Executor {

    /** Ends an attempt; its outcome is reported as for any other. From any thread. */
    void end(LocalRun run);
  }

  /** Reason why an attempt is being ended from outside, or was. */
  enum Ending {
    NO,
    WALL_TIME,
    STOP,
    CANCEL,
    /** Another program ended it. */
    CUT_OFF
  }

  final Job job;
  final int attempt;
  final Reservation reservation;
  final String node;
  final AppBody.@Nullable Function function;
  Ending ending = Ending.NO;

  /** Interrupts a function. */
  final Interruptible code = new Interruptible();

  /** Its directory; set before it is started. */
  @Nullable Path workdir;

  /** Process of a command; set before it is started. */
  @Nullable ProcessSpec process;

  /**
   * Whether it follows another in its reservation, so that its begin is not known before its end.
   */
  boolean follows;

  /** Time when it began; known once it has ended. */
  Instant began = Instant.EPOCH;

  /** Whether its end was requested; set from any thread. */
  volatile boolean toEnd;

  @Nullable Future<?> wallTimer;

  private final Executor executor;

  LocalRun(
      Job job,
      int attempt,
      Reservation reservation,
      String node,
      AppBody.@Nullable Function function,
      Executor executor) {
    this.job = job;
    this.attempt = attempt;
    this.reservation = reservation;
    this.node = node;
    this.function = function;
    this.executor = executor;
  }

  /** Requests its end. */
  void end() {
    executor.end(this);
  }
}
