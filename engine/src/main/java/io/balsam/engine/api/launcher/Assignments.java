package io.balsam.engine.api.launcher;

import java.util.List;

/**
 * Instructions for a launcher. The leases are on disk.
 *
 * @param number rises with every answer that contains something new
 * @param start jobs leased to the session, each to begin as soon as its resources are free
 * @param end jobs to be ended, or dropped if they have not begun: they were cancelled
 * @param drain whether to accept no more jobs, end all of them and close the session: its BatchJob
 *     is being deleted
 */
public record Assignments(long number, List<Assignment> start, List<Long> end, boolean drain) {

  public Assignments {
    start = List.copyOf(start);
    end = List.copyOf(end);
  }

  /** Returns an answer without instructions. */
  public static Assignments nothing(long number) {
    return new Assignments(number, List.of(), List.of(), false);
  }
}
