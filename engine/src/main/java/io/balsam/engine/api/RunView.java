package io.balsam.engine.api;

import io.balsam.engine.domain.JobState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Run in its current state.
 *
 * @param id unique in the store
 * @param name {@code <workflow>-<n>}
 * @param owner name of the principal who submitted it
 * @param workflow name of the workflow
 * @param directory directory that contains the workdirs of its jobs
 * @param created time of its submission
 * @param ended end of its last job; null while jobs remain
 * @param counts jobs by app and state, apps in the order of the script where that is known; jobs
 *     that a retry replaces are left out
 */
public record RunView(
    long id,
    String name,
    String owner,
    String workflow,
    String directory,
    Instant created,
    @Nullable Instant ended,
    Map<String, Map<JobState, Long>> counts) {

  /** Returns the number of jobs of all apps in any of the given states. */
  public long count(JobState... states) {
    long sum = 0;
    for (Map<JobState, Long> byState : counts.values()) {
      for (JobState state : states) {
        sum += byState.getOrDefault(state, 0L);
      }
    }
    return sum;
  }

  /** Returns the number of all jobs. */
  public long total() {
    return count(JobState.values());
  }
}
