package io.balsam.engine.transfer;

import io.balsam.engine.concurrent.GrowingPause;
import io.balsam.engine.transfer.Ways.Way;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ways that failed and are not used for a while, longer each time. Guarded by the queue. */
final class WayBackoffs {

  private static final Logger LOG = LoggerFactory.getLogger(WayBackoffs.class);

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private record Backoff(Duration length, long until, String why) {}

  private final Map<Way, Backoff> backoffs = new HashMap<>();

  void failed(Way way, String why) {
    Backoff before = backoffs.get(way);
    Duration length = before == null ? FIRST : GrowingPause.doubled(before.length(), LONGEST);
    // Otherwise all sites that use a service come back to it at the same moment.
    long nanos = (long) (length.toNanos() * ThreadLocalRandom.current().nextDouble(0.75, 1.25));
    if (before == null || !before.why().equals(why)) {
      LOG.warn("{} from or to {} is not used for a while: {}", way.name(), way.url(), why);
    }
    backoffs.put(way, new Backoff(length, System.nanoTime() + nanos, why));
  }

  void worked(Way way) {
    backoffs.remove(way);
  }

  /** Returns whether a way has not worked since it failed. */
  boolean isFailing(Way way) {
    return backoffs.containsKey(way);
  }

  /** Returns how long a way is still not used, in nanoseconds; 0 or less when it can be used. */
  long left(Way way) {
    Backoff backoff = backoffs.get(way);
    return backoff == null ? 0 : backoff.until() - System.nanoTime();
  }

  /** Returns why a way failed; empty when it works. */
  String why(Way way) {
    Backoff backoff = backoffs.get(way);
    return backoff == null ? "" : backoff.why();
  }
}
