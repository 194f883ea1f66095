package io.balsam.engine.transfer;

import io.balsam.engine.core.DependencyTracker;
import io.balsam.engine.core.Job;
import java.util.Comparator;

/**
 * Urgency of the files of a job. The most urgent ones are moved first: those of jobs with the
 * higher priority, then those of jobs that more others wait for.
 *
 * @param priority as declared
 * @param waiting number of jobs that wait for this one, at any depth; no more than {@link #MOST}
 */
record Urgency(int priority, int waiting) implements Comparable<Urgency> {

  /** Where counting stops: a hundred jobs that wait are as urgent as a million. */
  static final int MOST = 100;

  /** Of a job without priority that no other waits for. */
  static final Urgency NONE = new Urgency(0, 0);

  private static final Comparator<Urgency> MOST_URGENT_FIRST =
      Comparator.comparingInt(Urgency::priority).thenComparingInt(Urgency::waiting).reversed();

  /** Returns that of a job; on the event loop. */
  static Urgency of(Job job) {
    int priority = job.shape().priority();
    int waiting = DependencyTracker.countDescendants(job, MOST);
    return priority == 0 && waiting == 0 ? NONE : new Urgency(priority, waiting);
  }

  @Override
  public int compareTo(Urgency other) {
    return MOST_URGENT_FIRST.compare(this, other);
  }
}
