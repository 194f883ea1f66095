package io.balsam.dsl.capture;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.dsl.value.PlainValues;
import io.balsam.engine.domain.MoldableLimits;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The limits behind the word {@code moldable}. */
final class LimitOptions {

  private static final String NODE_HOURS = "nodeHours";
  private static final String EFFICIENCY = "efficiency";

  private final Options options;

  LimitOptions(SourcePosition at, Map<String, Object> given, ProblemLog problems) {
    options = new Options("moldable", given, List.of(NODE_HOURS, EFFICIENCY), at, problems);
    if (given.isEmpty()) {
      at.report(problems, "'moldable' sets no limit", "write moldable nodeHours: 500");
    }
  }

  MoldableLimits limits() {
    double hours =
        number(NODE_HOURS, Double.MIN_VALUE, Double.MAX_VALUE, "must be a number above 0");
    double efficiency = number(EFFICIENCY, 0, 1, "must be a number from 0 to 1");
    return new MoldableLimits(
        Double.isNaN(hours) ? OptionalDouble.empty() : OptionalDouble.of(hours),
        Double.isNaN(efficiency) ? MoldableLimits.DEFAULT.efficiency() : efficiency);
  }

  private double number(String key, double least, double most, String form) {
    if (!options.has(key)) {
      return Double.NaN;
    }
    Object value = options.get(key);
    double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
    return number >= least && number <= most
        ? number
        : options.bad(key, form + ", not " + PlainValues.kind(value), Double.NaN);
  }
}
