package io.balsam.engine.api;

import io.balsam.engine.domain.JobState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as it stands.
 *
 * @param id unique in the store
 * @param name {@code <workflow>-<n>}
 * @param workflow the workflow's name
 * @param directory where its jobs' workdirs are
 * @param created when it was submitted
 * @param ended when its last job ended; null while jobs remain
 * @param counts jobs by app and state, apps in the order of the script where that is known; jobs
 *     that a retry stands in for are left out
 */
public record RunView(
    long id,
    String name,
    String workflow,
    String directory,
    Instant created,
    @Nullable Instant ended,
    Map<String, Map<JobState, Long>> counts) {

  /** Jobs of all apps in any of the given states. */
  public long count(JobState... states) {
    long sum = 0;
    for (Map<JobState, Long> byState : counts.values()) {
      for (JobState state : states) {
        sum += byState.getOrDefault(state, 0L);
      }
    }
    return sum;
  }

  /** All jobs. */
  public long total() {
    return count(JobState.values());
  }
}
