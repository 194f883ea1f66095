package io.balsam.engine.concurrent;

import java.time.Duration;

/** Pause before something is tried again that has failed repeatedly: 5 s, doubled to 320 s. */
public final class GrowingPause {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final int MOST_DOUBLINGS = 6;

  private GrowingPause() {}

  /**
   * Returns the pause that follows another one where they begin and end elsewhere.
   *
   * @param longest no pause is longer
   */
  public static Duration doubled(Duration pause, Duration longest) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(longest) < 0 ? twice : longest;
  }

  /**
   * Returns the pause.
   *
   * @param failures how often it has failed in a row, from 1
   */
  public static Duration after(int failures) {
    return FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
  }
}
