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
 * The one table of a BatchJob's life. What is not in it cannot happen. A batch system is looked at
 * now and then only, so states in between may be missed; and one may queue a job again.
 *
 * <p>What was to be deleted becomes DELETED however it ended, and news that it still runs changes
 * nothing: a manager that was just submitting it sees that, and cancels what it got.
 */
public final class BatchJobLife {

  /**
   * One row of the table.
   *
   * @param from the state before
   * @param told what is asked for, or what the batch system tells
   * @param to the state after
   */
  public record Row(BatchJobState from, BatchJobState told, BatchJobState to) {}

  private static final List<Row> ROWS = new ArrayList<>();
  private static final BatchJobState[][] NEXT =
      new BatchJobState[BatchJobState.values().length][BatchJobState.values().length];

  static {
    for (BatchJobState told :
        List.of(QUEUED, RUNNING, FINISHED, FAILED, SUBMIT_FAILED, PENDING_DELETION, DELETED)) {
      row(PENDING_SUBMISSION, told, told);
    }
    for (BatchJobState told : List.of(RUNNING, FINISHED, FAILED, PENDING_DELETION)) {
      row(QUEUED, told, told);
    }
    for (BatchJobState told : List.of(QUEUED, FINISHED, FAILED, PENDING_DELETION)) {
      row(RUNNING, told, told);
    }
    // However it ends once its deletion was asked for, that is what it was.
    row(PENDING_DELETION, FINISHED, DELETED);
    row(PENDING_DELETION, FAILED, DELETED);
    row(PENDING_DELETION, DELETED, DELETED);
    // It is still there, and that is no news.
    row(PENDING_DELETION, QUEUED, PENDING_DELETION);
    row(PENDING_DELETION, RUNNING, PENDING_DELETION);
    for (BatchJobState state : BatchJobState.values()) {
      if (!state.terminal()) {
        row(state, state, state);
      }
    }
  }

  private BatchJobLife() {}

  private static void row(BatchJobState from, BatchJobState told, BatchJobState to) {
    if (from.terminal()) {
      throw new ExceptionInInitializerError("a row leaves the terminal state " + from);
    }
    if (NEXT[from.ordinal()][told.ordinal()] != null) {
      throw new ExceptionInInitializerError("two rows for " + from + " told " + told);
    }
    NEXT[from.ordinal()][told.ordinal()] = to;
    ROWS.add(new Row(from, told, to));
  }

  /** The state after; empty when the table has no such row. */
  public static Optional<BatchJobState> next(BatchJobState from, BatchJobState told) {
    return Optional.ofNullable(NEXT[from.ordinal()][told.ordinal()]);
  }

  /** All rows, in the order of a life. */
  public static List<Row> rows() {
    return List.copyOf(ROWS);
  }
}
