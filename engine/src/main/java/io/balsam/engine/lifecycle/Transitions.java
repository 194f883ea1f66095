package io.balsam.engine.lifecycle;

import static io.balsam.engine.domain.JobState.AWAITING_PARENTS;
import static io.balsam.engine.domain.JobState.CANCELLED;
import static io.balsam.engine.domain.JobState.CREATED;
import static io.balsam.engine.domain.JobState.FAILED;
import static io.balsam.engine.domain.JobState.JOB_FINISHED;
import static io.balsam.engine.domain.JobState.POSTPROCESSED;
import static io.balsam.engine.domain.JobState.PREPROCESSED;
import static io.balsam.engine.domain.JobState.READY;
import static io.balsam.engine.domain.JobState.RESTART_READY;
import static io.balsam.engine.domain.JobState.RUNNING;
import static io.balsam.engine.domain.JobState.RUN_DONE;
import static io.balsam.engine.domain.JobState.RUN_ERROR;
import static io.balsam.engine.domain.JobState.RUN_TIMEOUT;
import static io.balsam.engine.domain.JobState.STAGED_IN;
import static io.balsam.engine.domain.JobState.STAGED_OUT;

import io.balsam.engine.domain.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Table of a job's lifecycle. A transition that is not in it cannot happen. */
public final class Transitions {

  /** Row of the table. */
  public record Row(JobState from, Trigger trigger, JobState to) {}

  private static final List<Row> ROWS = new ArrayList<>();
  private static final JobState[][] NEXT =
      new JobState[JobState.values().length][Trigger.values().length];

  static {
    row(CREATED, Trigger.ACCEPTED, AWAITING_PARENTS);
    row(CREATED, Trigger.ACCEPTED_WITHOUT_PARENTS, READY);
    row(CREATED, Trigger.REUSED, JOB_FINISHED);
    row(AWAITING_PARENTS, Trigger.PARENTS_SATISFIED, READY);
    row(AWAITING_PARENTS, Trigger.PARENT_FAILED, FAILED);
    row(READY, Trigger.STAGE_IN_DONE, STAGED_IN);
    row(READY, Trigger.STAGE_IN_GAVE_UP, FAILED);
    row(STAGED_IN, Trigger.PREPROCESS_PROCEEDS, PREPROCESSED);
    row(STAGED_IN, Trigger.PREPROCESS_FAILS, FAILED);
    row(PREPROCESSED, Trigger.NODES_CHOSEN, PREPROCESSED);
    for (JobState runnable : List.of(PREPROCESSED, RESTART_READY)) {
      row(runnable, Trigger.STARTED, RUNNING);
      row(runnable, Trigger.CANNOT_START, FAILED);
    }
    row(RUNNING, Trigger.EXITED_ZERO, RUN_DONE);
    row(RUNNING, Trigger.EXITED_NONZERO, RUN_ERROR);
    row(RUNNING, Trigger.TIMED_OUT, RUN_TIMEOUT);
    row(RUNNING, Trigger.LAUNCHER_LOST, RUN_TIMEOUT);
    row(RUNNING, Trigger.GIVEN_BACK, RESTART_READY);
    row(RUN_DONE, Trigger.POSTPROCESS_PROCEEDS, POSTPROCESSED);
    row(RUN_DONE, Trigger.POSTPROCESS_RESTARTS, RESTART_READY);
    row(RUN_DONE, Trigger.POSTPROCESS_FAILS, FAILED);
    row(RUN_ERROR, Trigger.ERROR_RESTARTS, RESTART_READY);
    row(RUN_ERROR, Trigger.ERROR_FAILS, FAILED);
    row(RUN_TIMEOUT, Trigger.TIMEOUT_RESTARTS, RESTART_READY);
    row(RUN_TIMEOUT, Trigger.TIMEOUT_FAILS, FAILED);
    row(POSTPROCESSED, Trigger.STAGE_OUT_DONE, STAGED_OUT);
    row(POSTPROCESSED, Trigger.STAGE_OUT_GAVE_UP, FAILED);
    row(STAGED_OUT, Trigger.FINISHED, JOB_FINISHED);
    for (JobState state : JobState.values()) {
      if (!state.terminal()) {
        row(state, Trigger.CANCELLED, CANCELLED);
      }
    }
  }

  private Transitions() {}

  private static void row(JobState from, Trigger trigger, JobState to) {
    if (from.terminal()) {
      throw new ExceptionInInitializerError("a row leaves the terminal state " + from);
    }
    if (NEXT[from.ordinal()][trigger.ordinal()] != null) {
      throw new ExceptionInInitializerError("two rows for " + from + " on " + trigger);
    }
    NEXT[from.ordinal()][trigger.ordinal()] = to;
    ROWS.add(new Row(from, trigger, to));
  }

  /** Returns the state after the trigger; empty when the table has no such row. */
  public static Optional<JobState> next(JobState from, Trigger trigger) {
    return Optional.ofNullable(NEXT[from.ordinal()][trigger.ordinal()]);
  }

  /** Returns all rows, in the order of a lifecycle. */
  public static List<Row> rows() {
    return List.copyOf(ROWS);
  }
}
