package io.balsam.engine.api.launcher;

import java.util.List;

/**
 * What a launcher is to do. The leases are on disk.
 *
 * @param number rises with every answer that says something new
 * @param start jobs leased to the session, each to begin as soon as its place is free
 * @param end jobs to be ended, or given up if they have not begun: they were cancelled
 * @param drain whether to take no more, end everything and close the session: its BatchJob is being
 *     deleted
 */
public record Assignments(long number, List<Assignment> start, List<Long> end, boolean drain) {

  public Assignments {
    start = List.copyOf(start);
    end = List.copyOf(end);
  }

  /** Nothing to do. */
  public static Assignments nothing(long number) {
    return new Assignments(number, List.of(), List.of(), false);
  }
}
