package io.balsam.engine.domain;

import java.time.Duration;

/**
 * What happens to an error that no hook decides.
 *
 * @param attempts runs in all, at least 1
 * @param backoff pause before the second run; doubled before each further one
 * @param maxBackoff the pause never grows beyond this
 */
public record Retry(int attempts, Duration backoff, Duration maxBackoff) {

  /** No second run. */
  public static final Retry NONE = new Retry(1, Duration.ZERO, Duration.ofHours(1));

  public Retry {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
    }
  }

  /** The pause after this many runs have failed. */
  public Duration pauseAfter(int failedRuns) {
    double factor = Math.pow(2, Math.min(failedRuns - 1, 30));
    double millis = Math.min(backoff.toMillis() * factor, (double) maxBackoff.toMillis());
    return Duration.ofMillis((long) millis);
  }
}
