package io.balsam.simulator.scheduler;

import io.balsam.simulator.cluster.BatchQueue;
import io.balsam.simulator.cluster.Window;
import io.balsam.spi.BackfillWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Windows of idle nodes, as far as the limits of a queue let its jobs use them. */
final class QueueWindows {

  /** Length of windows without an end, as of Slurm's partitions without a limit. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private QueueWindows() {}

  /** Returns the windows of one queue, of which none has both more nodes and more time. */
  static List<BackfillWindow> of(BatchQueue queue, List<Window> windows) {
    List<BackfillWindow> all =
        windows.stream()
            .map(
                window ->
                    new BackfillWindow(
                        queue.name(),
                        Math.min(window.nodes(), queue.maxNodes()),
                        length(Math.min(window.length(), queue.maxWallTime()))))
            .toList();
    List<BackfillWindow> useful = new ArrayList<>();
    for (BackfillWindow window : all) {
      if (all.stream().noneMatch(other -> exceeds(other, window)) && !useful.contains(window)) {
        useful.add(window);
      }
    }
    return useful;
  }

  private static boolean exceeds(BackfillWindow one, BackfillWindow other) {
    return !one.equals(other)
        && one.nodes() >= other.nodes()
        && one.length().compareTo(other.length()) >= 0;
  }

  private static Duration length(long nanos) {
    Duration length = Duration.ofNanos(nanos);
    return length.compareTo(LONGEST) < 0 ? length : LONGEST;
  }
}
