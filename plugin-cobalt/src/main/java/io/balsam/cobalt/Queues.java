package io.balsam.cobalt;

import io.balsam.spi.QueueReport;
import java.util.Map;
import java.util.OptionalInt;

/** Parses rows of {@code qstat -Q}. */
final class Queues {

  private Queues() {}

  static QueueReport report(Map<String, String> row) {
    String state = row.getOrDefault("State", "");
    // A stopped queue starts nothing, but it accepts jobs.
    boolean open = state.equals("running") || state.equals("stopped");
    String nodes = row.getOrDefault("MaxUserNodes", "");
    return new QueueReport(
        row.getOrDefault("Name", ""),
        open,
        nodes.matches("\\d+") ? OptionalInt.of(Integer.parseInt(nodes)) : OptionalInt.empty(),
        CobaltTime.length(row.getOrDefault("MaxTime", "")));
  }
}
