package io.balsam.engine.scaling;

import io.balsam.spi.BackfillWindow;
import java.util.ArrayList;
import java.util.List;

/** Idle nodes of a queue that nothing has been asked for in yet. */
final class FreeWindows {

  private final List<BackfillWindow> free;

  /**
   * Creates those of a queue.
   *
   * @param queue name of the queue; empty for those of all
   */
  FreeWindows(List<BackfillWindow> all, String queue) {
    free =
        new ArrayList<>(
            all.stream()
                .filter(window -> queue.isEmpty() || window.queue().equals(queue))
                .toList());
  }

  List<BackfillWindow> all() {
    return List.copyOf(free);
  }

  /** Takes nodes out of all windows: they may be the same nodes. */
  void occupy(int nodes) {
    free.replaceAll(
        window -> new BackfillWindow(window.queue(), window.nodes() - nodes, window.length()));
    free.removeIf(window -> window.nodes() < 1);
  }
}
