package io.balsam.cli.queue;

import io.balsam.cli.look.Filters;
import io.balsam.cli.term.Style;
import io.balsam.cli.term.Table;
import io.balsam.cli.term.Typed;
import io.balsam.engine.text.Count;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import io.balsam.spi.JobMode;
import io.balsam.spi.Partition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Formats BatchJobs for users, and parses the numbers by which users name them. */
final class BatchWords {

  private BatchWords() {}

  /** Parses numbers of BatchJobs. */
  static List<Long> ids(List<String> words) {
    return Filters.numbers(
        words,
        "'%s' is not a BatchJob's number; '" + Typed.here("queue ls --history") + "' lists them");
  }

  static Table.Cell state(BatchJobState state, Style style) {
    return new Table.Cell(word(state), paint(state, style));
  }

  /** Returns the state in words, as {@code pending submission}. */
  static String word(BatchJobState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static UnaryOperator<String> paint(BatchJobState state, Style style) {
    return switch (state) {
      case RUNNING -> style::cyan;
      case FINISHED -> style::green;
      case FAILED, SUBMIT_FAILED -> style::red;
      case PENDING_DELETION, DELETED -> style::yellow;
      case PENDING_SUBMISSION, QUEUED -> UnaryOperator.identity();
    };
  }

  /**
   * Returns the mode, as {@code mpi}, or {@code mpi:2 serial:1:kind=small} for several partitions.
   */
  static String mode(BatchJobRequest request) {
    return request.partitions().isEmpty()
        ? word(request.mode())
        : request.partitions().stream().map(BatchWords::part).collect(Collectors.joining(" "));
  }

  private static String part(Partition part) {
    String tags = part.tags().isEmpty() ? "" : ":" + pairs(part.tags(), ",");
    return word(part.mode()) + ":" + part.nodes() + tags;
  }

  private static String word(JobMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  static String pairs(Map<String, String> map, String between) {
    return new TreeMap<>(map)
        .entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(between));
  }

  /**
   * Describes the size, as in {@code 4 nodes for 30 minutes in queue debug, charged to climate}.
   */
  static String size(BatchJobRequest request) {
    String queue = request.queue().isEmpty() ? "" : " in queue " + request.queue();
    String project = request.project().isEmpty() ? "" : ", charged to " + request.project();
    return "%s for %s%s%s"
        .formatted(
            Count.of(request.nodes(), "node"),
            Count.of(request.wallMinutes(), "minute"),
            queue,
            project);
  }
}
