package io.balsam.bench.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one contender did in one round.
 *
 * @param figure in the workload's unit
 * @param cpuMicros processor time for one job, of everything that took part; null when unknown
 * @param peakMib most memory its main process held; null when unknown
 * @param more other figures by name, with the unit in the name
 */
public record Sample(
    double figure, @Nullable Double cpuMicros, @Nullable Double peakMib, Map<String, Double> more) {

  /** Only the main figure. */
  public static Sample of(double figure) {
    return new Sample(figure, null, null, Map.of());
  }

  /** With one more figure. */
  public Sample with(String name, double value) {
    Map<String, Double> all = new LinkedHashMap<>(more);
    all.put(name, value);
    return new Sample(figure, cpuMicros, peakMib, all);
  }
}
