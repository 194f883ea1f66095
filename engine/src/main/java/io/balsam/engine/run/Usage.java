package io.balsam.engine.run;

import io.balsam.engine.domain.Placement;
import io.balsam.spi.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many cores are busy, now and on average. Safe for threads. */
final class Usage {

  private final List<Node> nodes;
  private final int slots;
  private int busy;
  private double busySeconds;
  private @Nullable Instant since;
  private Instant last = Instant.EPOCH;

  Usage(List<Node> nodes) {
    this.nodes = nodes;
    this.slots = nodes.stream().mapToInt(node -> node.cpuIds().size()).sum();
  }

  int slots() {
    return slots;
  }

  synchronized int busy() {
    return busy;
  }

  synchronized void taken(Placement placement, Instant now) {
    if (since == null) {
      since = now;
      last = now;
    }
    advance(now);
    busy += cores(placement);
  }

  synchronized void given(Placement placement, Instant now) {
    advance(now);
    busy -= cores(placement);
  }

  synchronized double average(Instant now) {
    if (since == null) {
      return 0;
    }
    advance(now);
    double all = seconds(since, last) * slots;
    return all > 0 ? Math.min(1, busySeconds / all) : 0;
  }

  private void advance(Instant now) {
    if (now.isAfter(last)) {
      busySeconds += busy * seconds(last, now);
      last = now;
    }
  }

  private int cores(Placement placement) {
    return placement.cpuIds().isEmpty()
        ? placement.nodes().stream().mapToInt(i -> nodes.get(i).cpuIds().size()).sum()
        : placement.cpuIds().size();
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
