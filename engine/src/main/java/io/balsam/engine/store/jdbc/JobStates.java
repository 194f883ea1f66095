package io.balsam.engine.store.jdbc;

import io.balsam.engine.domain.JobState;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** States of jobs by number: a byte each for a dense range, a map for the few outside it. */
final class JobStates {

  private static final JobState[] STATES = JobState.values();

  private final long first;
  private final byte[] dense;
  private final Map<Long, JobState> others = new HashMap<>();

  /**
   * Creates an empty table for a range of numbers.
   *
   * @param last less than {@code first} for an empty range
   */
  JobStates(long first, long last) {
    this.first = first;
    dense = new byte[Math.toIntExact(Math.max(0, last - first + 1))];
  }

  /** Returns the state that a column names; null when it names none. */
  static @Nullable JobState known(@Nullable String text) {
    try {
      return text == null ? null : JobState.valueOf(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns the state that a column names; a job whose state cannot be read has failed. */
  static JobState read(@Nullable String text) {
    return Objects.requireNonNullElse(known(text), JobState.FAILED);
  }

  void put(long job, JobState state) {
    if (inRange(job)) {
      dense[(int) (job - first)] = (byte) (state.ordinal() + 1);
    } else {
      others.put(job, state);
    }
  }

  /** Returns the state of a job; null when none was put in. */
  @Nullable JobState get(long job) {
    if (!inRange(job)) {
      return others.get(job);
    }
    int state = dense[(int) (job - first)];
    return state == 0 ? null : STATES[state - 1];
  }

  private boolean inRange(long job) {
    return job >= first && job - first < dense.length;
  }
}
