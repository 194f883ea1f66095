package io.balsam.engine.scaling;

import io.balsam.engine.execution.RunTexts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Pauses after requests that came to nothing, by queue: they were refused, or no job ran there.
 * Each is twice as long as the one before. Thread-safe.
 */
public final class Refusals {

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private record Refusal(String message, Duration pause, Instant until) {}

  private final Map<String, Refusal> byQueue = new HashMap<>();

  /**
   * Notes a request that came to nothing; returns whether it begins a pause, and does not fall in
   * one.
   */
  synchronized boolean refused(String queue, String message, Instant now) {
    Refusal last = byQueue.get(queue);
    if (last != null && now.isBefore(last.until())) {
      return false;
    }
    Duration pause = last == null ? FIRST : last.pause().multipliedBy(2);
    Duration bounded = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    byQueue.put(queue, new Refusal(message, bounded, now.plus(bounded)));
    return true;
  }

  /** Notes that a request came to something. */
  synchronized void accepted(String queue) {
    byQueue.remove(queue);
  }

  /** Returns the length of the pause of a queue, for users. */
  synchronized String pauseText(String queue) {
    Refusal last = byQueue.get(queue);
    return RunTexts.duration(last == null ? Duration.ZERO : last.pause());
  }

  /** Returns why nothing may be asked for in a queue, a clause; empty when it may. */
  synchronized String why(String queue, Instant now) {
    Refusal last = byQueue.get(queue);
    return last == null || !now.isBefore(last.until())
        ? ""
        : "%s; the next one is asked for in %s"
            .formatted(
                last.message(),
                RunTexts.duration(
                    Duration.ofSeconds(Duration.between(now, last.until()).toSeconds())));
  }
}
