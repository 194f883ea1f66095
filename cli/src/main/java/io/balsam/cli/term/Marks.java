package io.balsam.cli.term;

import io.balsam.engine.domain.JobState;
import java.util.function.UnaryOperator;

/** Colours of job states. */
public final class Marks {

  private Marks() {}

  /** Returns the state as a table cell. */
  public static Table.Cell cell(JobState state, Style style) {
    return new Table.Cell(state.name(), paint(state, style));
  }

  /** Returns the colour of texts about a job in this state. */
  public static UnaryOperator<String> paint(JobState state, Style style) {
    return switch (state) {
      case JOB_FINISHED -> style::green;
      case FAILED -> style::red;
      case CANCELLED, RUN_ERROR, RUN_TIMEOUT, RESTART_READY -> style::yellow;
      case RUNNING -> style::cyan;
      case AWAITING_PARENTS, CREATED -> style::dim;
      default -> UnaryOperator.identity();
    };
  }
}
