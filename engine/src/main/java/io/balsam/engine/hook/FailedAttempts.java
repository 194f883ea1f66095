package io.balsam.engine.hook;

import io.balsam.engine.api.EventFilter;
import io.balsam.engine.core.Job;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.store.EventRow;
import io.balsam.engine.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the attempts of a job that failed: those that ended with an error or exceeded their wall
 * time. Attempts that were cut off with their allocation or their launcher do not use up retries.
 */
final class FailedAttempts {

  /** Mark in the event of a restart after an attempt that exceeded its wall time. */
  private static final String OVERTIME = "overtime";

  private final Store store;

  FailedAttempts(Store store) {
    this.store = store;
  }

  /** Marks the event of a restart after an attempt that exceeded its wall time. */
  static void mark(Map<String, Object> data) {
    data.put(OVERTIME, true);
  }

  /** Returns how many attempts have failed, with the last one, which did. */
  int of(Job job) {
    if (job.attempts() <= 1) {
      return 1;
    }
    EventFilter restarts =
        EventFilter.ALL
            .withJobs(List.of(job.id()))
            .withTo(Set.of(JobState.RESTART_READY))
            .withLimit(Integer.MAX_VALUE);
    long earlier = store.events(restarts).stream().filter(event -> failed(event.event())).count();
    return (int) Math.min(Integer.MAX_VALUE, earlier + 1);
  }

  private static boolean failed(EventRow restart) {
    return restart.trigger() == Trigger.ERROR_RESTARTS
        || (restart.trigger() == Trigger.TIMEOUT_RESTARTS && restart.data().containsKey(OVERTIME));
  }
}
