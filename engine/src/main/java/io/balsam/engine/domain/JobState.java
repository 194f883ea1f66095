package io.balsam.engine.domain;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** State of a job in its lifecycle. The names are part of the interface to users and the store. */
public enum JobState {
  CREATED,
  AWAITING_PARENTS,
  READY,
  STAGED_IN,
  PREPROCESSED,
  RUNNING,
  RUN_DONE,
  POSTPROCESSED,
  STAGED_OUT,
  JOB_FINISHED,
  RUN_ERROR,
  RUN_TIMEOUT,
  RESTART_READY,
  FAILED,
  CANCELLED;

  private static final Set<JobState> TERMINAL = EnumSet.of(JOB_FINISHED, FAILED, CANCELLED);
  private static final Set<JobState> EARLY =
      Collections.unmodifiableSet(EnumSet.range(CREATED, STAGED_IN));
  private static final Set<JobState> RUNNABLE = EnumSet.of(PREPROCESSED, RESTART_READY);

  /** Returns whether the state is final. */
  public boolean terminal() {
    return TERMINAL.contains(this);
  }

  /** Returns the states before a launcher may start the job for the first time. */
  public static Set<JobState> early() {
    return EARLY;
  }

  /** Returns whether a launcher may start the job. */
  public boolean runnable() {
    return RUNNABLE.contains(this);
  }
}
