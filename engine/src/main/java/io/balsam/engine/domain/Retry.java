package io.balsam.engine.domain;

import java.time.Duration;

/**
 * Retry policy for an error that no hook decides.
 *
 * @param attempts total number of attempts, at least 1
 * @param backoff pause before the second attempt; doubled before each further one
 * @param maxBackoff upper limit of the pause
 */
public record Retry(int attempts, Duration backoff, Duration maxBackoff) {

  /** Policy without a second attempt. */
  public static final Retry NONE = new Retry(1, Duration.ZERO, Duration.ofHours(1));

  public Retry {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
    }
  }

  /** Returns the pause after this many attempts have failed. */
  public Duration pauseAfter(int failedRuns) {
    double factor = Math.pow(2, Math.min(failedRuns - 1, 30));
    double millis = Math.min(backoff.toMillis() * factor, (double) maxBackoff.toMillis());
    return Duration.ofMillis((long) millis);
  }
}
