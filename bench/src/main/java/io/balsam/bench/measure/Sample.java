package io.balsam.bench.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results of one contender in one round.
 *
 * @param figure in the workload's unit
 * @param cpuMicros processor time per job, of all processes involved; null when unknown
 * @param peakMib maximum memory of its main process; null when unknown
 * @param more other figures by name, with the unit in the name
 */
public record Sample(
    double figure, @Nullable Double cpuMicros, @Nullable Double peakMib, Map<String, Double> more) {

  /** Creates a sample with the main figure only. */
  public static Sample of(double figure) {
    return new Sample(figure, null, null, Map.of());
  }

  /** Returns the same sample with one more figure. */
  public Sample with(String name, double value) {
    Map<String, Double> all = new LinkedHashMap<>(more);
    all.put(name, value);
    return new Sample(figure, cpuMicros, peakMib, all);
  }
}
