package io.balsam.engine.store;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a database that cannot be reached for a while is borne.
 *
 * @param patience how long it is waited for, each time
 * @param tell takes a sentence for people when it is away, and one when it is back
 */
public record OutagePolicy(Duration patience, Consumer<String> tell) {

  /** A database that cannot be reached is an error at once. */
  public static final OutagePolicy NONE = new OutagePolicy(Duration.ZERO, said -> {});

  /** It is waited for without end. */
  public static final Duration FOR_EVER = Duration.ofDays(36_500);
}
