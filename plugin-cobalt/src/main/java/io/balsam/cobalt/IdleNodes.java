package io.balsam.cobalt;

import io.balsam.spi.BackfillWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parses the output of {@code nodelist}, of a cluster ({@code Host Queue State Backfill}) or of a
 * Cray ({@code Node_id Name Queues Status MCDRAM NUMA Backfill}).
 */
final class IdleNodes {

  private IdleNodes() {}

  /** Returns for each queue and each length, longest first, how many nodes stay idle that long. */
  static List<BackfillWindow> windows(String nodelist) {
    Map<String, List<Duration>> lengths = new TreeMap<>();
    for (Map<String, String> row : Columns.rows(nodelist)) {
      String state = row.getOrDefault("State", row.getOrDefault("Status", ""));
      Duration length = CobaltTime.length(row.getOrDefault("Backfill", "")).orElse(Duration.ZERO);
      if (state.equals("idle") && length.compareTo(Duration.ZERO) > 0) {
        for (String queue : row.getOrDefault("Queue", row.getOrDefault("Queues", "")).split(":")) {
          lengths.computeIfAbsent(queue, q -> new ArrayList<>()).add(length);
        }
      }
    }
    List<BackfillWindow> windows = new ArrayList<>();
    lengths.forEach((queue, ofQueue) -> addWindows(queue, ofQueue, windows));
    return windows;
  }

  private static void addWindows(
      String queue, List<Duration> lengths, List<BackfillWindow> windows) {
    lengths.sort(Comparator.reverseOrder());
    for (int n = 1; n <= lengths.size(); n++) {
      Duration length = lengths.get(n - 1);
      if (n == lengths.size() || !lengths.get(n).equals(length)) {
        windows.add(new BackfillWindow(queue, n, length));
      }
    }
  }
}
