package io.balsam.globus.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Spreads requests, since a service refuses those beyond so many within a time. */
final class RequestMeter {

  private final Clock clock;
  private final int most;
  private final Duration window;
  private final Deque<Instant> recent = new ArrayDeque<>();

  RequestMeter(Clock clock, int most, Duration window) {
    this.clock = clock;
    this.most = most;
    this.window = window;
  }

  /** Counts a request, and returns how long it has to wait first. */
  synchronized Duration next() {
    Instant now = clock.instant();
    while (!recent.isEmpty() && !recent.peekFirst().plus(window).isAfter(now)) {
      recent.removeFirst();
    }
    Instant start = now;
    if (recent.size() >= most) {
      start =
          recent.stream().skip(recent.size() - (long) most).findFirst().orElse(now).plus(window);
    }
    recent.addLast(start);
    return Duration.between(now, start);
  }
}
