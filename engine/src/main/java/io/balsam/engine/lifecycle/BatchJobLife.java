package io.balsam.engine.lifecycle;

import static io.balsam.spi.BatchJobState.DELETED;
import static io.balsam.spi.BatchJobState.FAILED;
import static io.balsam.spi.BatchJobState.FINISHED;
import static io.balsam.spi.BatchJobState.PENDING_DELETION;
import static io.balsam.spi.BatchJobState.PENDING_SUBMISSION;
import static io.balsam.spi.BatchJobState.QUEUED;
import static io.balsam.spi.BatchJobState.RUNNING;
import static io.balsam.spi.BatchJobState.SUBMIT_FAILED;

import io.balsam.spi.BatchJobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Table of a BatchJob's lifecycle. A transition that is not in it cannot happen. A batch system is
 * polled, so states in between may be missed; and it may requeue a BatchJob.
 *
 * <p>A BatchJob whose deletion was requested becomes DELETED however it ended. A report that it
 * still runs changes nothing: a manager that was just submitting it sees the deletion request and
 * cancels the BatchJob that it got.
 */
public final class BatchJobLife {

  /**
   * Row of the table.
   *
   * @param from state before
   * @param reported the request, or the state that the batch system reports
   * @param to state after
   */
  public record Row(BatchJobState from, BatchJobState reported, BatchJobState to) {}

  private static final List<Row> ROWS = new ArrayList<>();
  private static final BatchJobState[][] NEXT =
      new BatchJobState[BatchJobState.values().length][BatchJobState.values().length];

  static {
    for (BatchJobState reported :
        List.of(QUEUED, RUNNING, FINISHED, FAILED, SUBMIT_FAILED, PENDING_DELETION, DELETED)) {
      row(PENDING_SUBMISSION, reported, reported);
    }
    for (BatchJobState reported : List.of(RUNNING, FINISHED, FAILED, PENDING_DELETION)) {
      row(QUEUED, reported, reported);
    }
    for (BatchJobState reported : List.of(QUEUED, FINISHED, FAILED, PENDING_DELETION)) {
      row(RUNNING, reported, reported);
    }
    // Once its deletion was requested, it counts as deleted however it ends.
    row(PENDING_DELETION, FINISHED, DELETED);
    row(PENDING_DELETION, FAILED, DELETED);
    row(PENDING_DELETION, DELETED, DELETED);
    // It still exists, which changes nothing.
    row(PENDING_DELETION, QUEUED, PENDING_DELETION);
    row(PENDING_DELETION, RUNNING, PENDING_DELETION);
    for (BatchJobState state : BatchJobState.values()) {
      if (!state.terminal()) {
        row(state, state, state);
      }
    }
  }

  private BatchJobLife() {}

  private static void row(BatchJobState from, BatchJobState reported, BatchJobState to) {
    if (from.terminal()) {
      throw new ExceptionInInitializerError("a row leaves the terminal state " + from);
    }
    if (NEXT[from.ordinal()][reported.ordinal()] != null) {
      throw new ExceptionInInitializerError("two rows for " + from + " reported " + reported);
    }
    NEXT[from.ordinal()][reported.ordinal()] = to;
    ROWS.add(new Row(from, reported, to));
  }

  /** Returns the state after; empty when the table has no such row. */
  public static Optional<BatchJobState> next(BatchJobState from, BatchJobState reported) {
    return Optional.ofNullable(NEXT[from.ordinal()][reported.ordinal()]);
  }

  /** Returns all rows, in the order of a lifecycle. */
  public static List<Row> rows() {
    return List.copyOf(ROWS);
  }
}
