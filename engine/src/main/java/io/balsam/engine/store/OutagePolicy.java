package io.balsam.engine.store;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Policy for times in which the database cannot be reached.
 *
 * @param patience time to wait for it, each time
 * @param note receives a sentence for people when it cannot be reached, and one when it is back
 */
public record OutagePolicy(Duration patience, Consumer<String> note) {

  /** Policy under which an unreachable database is an immediate error. */
  public static final OutagePolicy NONE = new OutagePolicy(Duration.ZERO, said -> {});

  /** Patience without end. */
  public static final Duration FOR_EVER = Duration.ofDays(36_500);
}
