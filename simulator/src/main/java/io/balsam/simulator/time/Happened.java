package io.balsam.simulator.time;

import java.util.EnumMap;
import java.util.Map;

/** Counts of the faults that have happened in a simulation. */
public final class Happened {

  /** Kinds of faults. */
  public enum Fault {
    LOST_MESSAGE,
    LATE_MESSAGE,
    DOUBLED_MESSAGE,
    LOST_LAUNCHER,
    FAILED_CALL,
    LATE_CALL,
    SLOW_COMMIT,
    KILL_AT_COMMIT,
    KILL_AT_CALL,
    KILL_AT_MESSAGE,
    CANCELLED_JOB
  }

  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);

  public void note(Fault fault) {
    counts.merge(fault, 1, Integer::sum);
  }

  public int count(Fault fault) {
    return counts.getOrDefault(fault, 0);
  }

  /** Returns the counts of those that have happened. */
  public Map<Fault, Integer> counts() {
    return Map.copyOf(counts);
  }
}
