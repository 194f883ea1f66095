package io.balsam.cli.term;

import io.balsam.engine.domain.JobState;
import java.util.function.UnaryOperator;

/** A state's colour. */
public final class Marks {

  private Marks() {}

  /** The state as a table cell. */
  public static Table.Cell cell(JobState state, Style style) {
    return new Table.Cell(state.name(), paint(state, style));
  }

  /** How texts about a job in this state are painted. */
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
