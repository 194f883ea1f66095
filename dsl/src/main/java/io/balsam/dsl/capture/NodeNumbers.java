package io.balsam.dsl.capture;

import groovy.lang.Range;
import io.balsam.dsl.problem.ProblemLog;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.engine.domain.NodeRange;
import java.math.BigInteger;
import java.util.Optional;

/** Reads ranges of nodes. */
final class NodeNumbers {

  private NodeNumbers() {}

  /** Returns the range; reports one that no job can have, and returns none. */
  static Optional<NodeRange> read(Range<?> given, SourcePosition at, ProblemLog problems) {
    if (given.isEmpty()) {
      at.report(problems, "the range of nodes is empty", "write nodes 1..16");
      return Optional.empty();
    }
    if (!whole(given.getFrom()) || !whole(given.getTo())) {
      at.report(
          problems,
          "a range of nodes has whole numbers, not " + given.getFrom() + ".." + given.getTo(),
          "write nodes 1..16");
      return Optional.empty();
    }
    long fewest = ((Number) given.getFrom()).longValue();
    long most = ((Number) given.getTo()).longValue();
    if (given.isReverse()) {
      at.report(
          problems,
          "the range of nodes must go from small to large",
          "write " + Math.max(1, fewest) + ".." + Math.max(1, most));
      return Optional.empty();
    }
    if (fewest < 1) {
      at.report(
          problems,
          "the range of nodes must begin with at least 1, not " + fewest,
          "write 1.." + Math.max(1, most));
      return Optional.empty();
    }
    return Optional.of(new NodeRange((int) fewest, (int) most));
  }

  private static boolean whole(Object value) {
    return value instanceof Integer
        || value instanceof Long number && number == number.intValue()
        || value instanceof BigInteger big && big.bitLength() < Integer.SIZE;
  }
}
