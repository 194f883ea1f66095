package io.balsam.bench.measure;

import java.util.List;

/**
 * The same work for several contenders.
 *
 * @param name one word, for the command line
 * @param title title for people
 * @param unit of the main figure
 * @param rounds number of turns of each contender, unless it has fewer itself
 * @param contenders the first one is the reference of the ratios
 */
public record Workload(
    String name, String title, Unit unit, int rounds, List<Contender> contenders) {

  public Workload {
    contenders = List.copyOf(contenders);
  }
}
