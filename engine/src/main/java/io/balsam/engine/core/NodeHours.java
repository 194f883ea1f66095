package io.balsam.engine.core;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the moldable jobs of a run have taken. On the event loop's thread only.
 *
 * <p>After a restart, of jobs that had several attempts by then only the last one counts.
 */
public final class NodeHours {

  private final Map<Long, Instant> running = new HashMap<>();
  private double nodeSeconds;

  /** Adds what was taken before this engine began. */
  void before(double seconds) {
    nodeSeconds += seconds;
  }

  /** Notes an attempt that begins. */
  void began(long job, Instant at) {
    running.put(job, at);
  }

  /**
   * Counts an attempt that ends.
   *
   * @param recorded reads when it began, in case that was before this engine
   */
  void ended(long job, int nodes, Instant at, Supplier<@Nullable Instant> recorded) {
    Instant known = running.remove(job);
    Instant began = known == null ? recorded.get() : known;
    if (began != null && began.isBefore(at)) {
      nodeSeconds += nodes * (Duration.between(began, at).toNanos() / 1e9);
    }
  }

  /** Returns the node-seconds of attempts that have ended. */
  public double nodeSeconds() {
    return nodeSeconds;
  }
}
