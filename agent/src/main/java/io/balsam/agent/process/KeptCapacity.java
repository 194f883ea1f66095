package io.balsam.agent.process;

import io.balsam.engine.domain.Resources;
import io.balsam.engine.packing.Capacity;
import io.balsam.engine.packing.NodeSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Capacity of a site that is read when it is needed, and kept for some minutes. Nothing is refused
 * by one that may be out of date. Thread-safe.
 */
final class KeptCapacity implements Capacity {

  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Supplier<Capacity> reader;
  private @Nullable Capacity known;
  private long readNanos;

  KeptCapacity(Supplier<Capacity> reader) {
    this.reader = reader;
  }

  @Override
  public synchronized Optional<String> neverRuns(Resources resources, Duration wallTime) {
    if (resources.equals(Resources.DEFAULT) && wallTime.isZero()) {
      return Optional.empty();
    }
    Optional<String> reason = notOlderThan(KEPT).neverRuns(resources, wallTime);
    return reason.isEmpty() ? reason : notOlderThan(FRESH).neverRuns(resources, wallTime);
  }

  @Override
  public synchronized List<NodeSize> nodes(String queue) {
    return notOlderThan(KEPT).nodes(queue);
  }

  private Capacity notOlderThan(Duration age) {
    Capacity one = known;
    if (one == null || System.nanoTime() - readNanos > age.toNanos()) {
      one = reader.get();
      known = one;
      readNanos = System.nanoTime();
    }
    return one;
  }
}
