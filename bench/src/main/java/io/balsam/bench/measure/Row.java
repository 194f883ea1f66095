package io.balsam.bench.measure;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results of one contender in all rounds.
 *
 * @param name the contender
 * @param note reason why it was not run or failed; empty when all went well
 * @param jobs number of jobs in each round
 * @param rounds number of its turns
 * @param figure in the workload's unit; null when there is none
 * @param ratio to the reference in the same rounds, above 1 is better
 * @param cpuMicros processor time per job
 * @param peakMib memory of its main process
 * @param more medians of other figures
 * @param figures of each round; null for a round in which it had no turn
 */
public record Row(
    String name,
    String note,
    int jobs,
    int rounds,
    @Nullable Spread figure,
    @Nullable Spread ratio,
    @Nullable Spread cpuMicros,
    @Nullable Spread peakMib,
    Map<String, Double> more,
    List<@Nullable Double> figures) {

  static Row without(Contender contender, String note) {
    return new Row(
        contender.name(), note, contender.jobs(), 0, null, null, null, null, Map.of(), List.of());
  }
}
