package io.balsam.engine.domain;

import java.util.EnumSet;
import java.util.Set;

/** Where a job is in its life. The names are a promise to users and to the store. */
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
  private static final Set<JobState> RUNNABLE = EnumSet.of(PREPROCESSED, RESTART_READY);

  /** Whether nothing happens to the job any more. */
  public boolean terminal() {
    return TERMINAL.contains(this);
  }

  /** Whether a launcher may start the job. */
  public boolean runnable() {
    return RUNNABLE.contains(this);
  }
}
