package io.balsam.simulator.cluster;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Event that is to happen. Events of one moment happen in the order of their kinds, then in that in
 * which they were planned.
 *
 * @param sequence number in the order of planning
 * @param job the job concerned; null for none
 * @param node the node concerned, for repairs
 */
record Event(long at, Kind kind, long sequence, @Nullable Job job, int node)
    implements Comparable<Event> {

  private static final Comparator<Event> ORDER =
      Comparator.comparingLong(Event::at)
          .thenComparing(Event::kind)
          .thenComparingLong(Event::sequence);

  /** Kinds of events; the scheduler's pass comes last, when all else of its moment is known. */
  enum Kind {
    BEGIN,
    END,
    REPAIR,
    ANSWER,
    INCIDENT,
    ARRIVAL,
    PASS
  }

  @Override
  public int compareTo(Event other) {
    return ORDER.compare(this, other);
  }
}
