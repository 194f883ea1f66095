package io.balsam.engine.removal;

import io.balsam.engine.api.JobFilter;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The jobs in the store that use the results, or the workdirs, of jobs that are to be removed. */
final class ResultUsers {

  private final Path data;
  private final Map<Long, JobRecord> leaving;
  private final Map<Path, List<JobRecord>> workdirs = new HashMap<>();
  private final Map<Long, String> refusals = new HashMap<>();
  private final Set<Path> shared = new HashSet<>();

  private ResultUsers(Path data, Map<Long, JobRecord> leaving) {
    this.data = data;
    this.leaving = leaving;
    for (JobRecord job : leaving.values()) {
      workdirs.computeIfAbsent(workdir(job), path -> new ArrayList<>(1)).add(job);
    }
  }

  /**
   * Reads all jobs that may be users: those of the same runs and of later ones.
   *
   * @param data the directory of all runs
   */
  static ResultUsers of(Store store, Path data, Map<Long, JobRecord> leaving) {
    ResultUsers users = new ResultUsers(data, leaving);
    long first = leaving.values().stream().mapToLong(job -> job.row().run()).min().orElse(0);
    for (RunRow run : store.runs()) {
      if (run.id() >= first) {
        JobFilter.ALL.withRun(run.id()).forEach(store::jobs, (JobRecord job) -> users.add(job));
      }
    }
    return users;
  }

  private static Path workdir(JobRecord job) {
    return Path.of(job.row().workdir());
  }

  private void add(JobRecord user) {
    if (leaving.containsKey(user.row().id())) {
      return;
    }
    user.row().reusedFrom().ifPresent(from -> uses(from, user));
    Path workdir = workdir(user);
    for (JobRecord job : workdirs.getOrDefault(workdir, List.of())) {
      if (job.row().run() == user.row().run()) {
        // One stands in for the other, in the same workdir.
        shared.add(workdir);
      } else {
        uses(job.row().id(), user);
      }
    }
    // A workdir that is the run's own directory is never removed.
    for (@Nullable Path at = workdir.getParent(); at != null; at = at.getParent()) {
      if (!data.equals(at.getParent())) {
        workdirs.getOrDefault(at, List.of()).forEach(job -> liesIn(job, user));
      }
    }
  }

  private void liesIn(JobRecord job, JobRecord user) {
    refusals.put(
        job.row().id(),
        "the workdir of job %d is inside its own: remove that too".formatted(user.row().id()));
  }

  private void uses(long job, JobRecord user) {
    if (leaving.containsKey(job)) {
      refusals.put(job, "job %d uses its result: remove that first".formatted(user.row().id()));
    }
  }

  /** Returns why a job cannot be removed; null when no other job uses it. */
  @Nullable String refusal(long job) {
    return refusals.get(job);
  }

  /** Returns whether its workdir is also that of a job that stays. */
  boolean sharesWorkdir(JobRecord job) {
    return shared.contains(workdir(job));
  }
}
