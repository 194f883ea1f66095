package io.balsam.engine.removal;

import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.LoadedRun;
import io.balsam.engine.dispatch.JobDispatcher;
import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.files.RunFiles;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Removes ended jobs of runs that stay: their records from the store, their workdirs from disk. */
public final class JobRemovals {

  private final Path data;
  private final Store store;
  private final EngineParts parts;
  private final JobDispatcher dispatcher;

  public JobRemovals(EngineParts parts, JobDispatcher dispatcher) {
    this.data = parts.site.resolve(SiteLayout.DATA);
    this.store = parts.store.looking();
    this.parts = parts;
    this.dispatcher = dispatcher;
  }

  public CommandResult remove(JobFilter asked, boolean subtree, boolean trial) {
    Set<Long> ids = new TreeSet<>(store.jobIds(asked));
    if (subtree) {
      LaterJobs.addTo(ids, store);
    }
    // From now on no submission begins to use them; one that did so before is in the store by then.
    Map<Long, String> refused = parts.loop.ask(() -> held(ids, trial));
    addUnknown(asked, ids, refused);
    Set<Long> marked = trial ? Set.of() : new HashSet<>(ids);
    try {
      NavigableMap<Long, JobRecord> leaving = new TreeMap<>();
      store.jobs(ids).forEach(job -> leaving.put(job.row().id(), job));
      ResultUsers users = refuse(leaving, refused);
      if (!trial) {
        removeFiles(leaving, users, refused);
        commit(leaving);
        marked.removeAll(leaving.keySet());
      }
      return new CommandResult(List.copyOf(leaving.keySet()), refused);
    } finally {
      marked.forEach(parts.runs::jobStays);
    }
  }

  private void addUnknown(JobFilter asked, Set<Long> found, Map<Long, String> refused) {
    Set<Long> missing = new TreeSet<>(asked.ids());
    missing.removeAll(found);
    store.jobs(missing).forEach(job -> missing.remove(job.row().id()));
    missing.forEach(id -> refused.put(id, "there is no such job"));
  }

  private Map<Long, String> held(Set<Long> jobs, boolean trial) {
    Map<Long, String> held = new TreeMap<>();
    for (long job : jobs) {
      if (!trial) {
        parts.runs.jobLeaves(job);
      }
      if (dispatcher.holds(job)) {
        held.put(job, RunRemovals.HELD);
      }
    }
    return held;
  }

  /** Removes from the map the jobs that may not go, and gives the reasons. */
  private ResultUsers refuse(NavigableMap<Long, JobRecord> leaving, Map<Long, String> refused) {
    long newest = store.lastJobId();
    // One that has not ended is held, too: its process is not ending then.
    for (JobRecord job : List.copyOf(leaving.values())) {
      if (!job.row().state().terminal()) {
        String open =
            "it has not ended, it is %s: end it first with 'balsam job cancel %d'"
                .formatted(job.row().state(), job.row().id());
        stays(job, open, leaving, refused);
      } else if (refused.containsKey(job.row().id())) {
        leaving.remove(job.row().id());
      } else if (job.row().id() == newest) {
        stays(job, RunRemovals.NEWEST_JOB, leaving, refused);
      }
    }
    Map<Long, Set<Long>> later = LaterJobs.of(store, leaving.keySet());
    Map<Long, Long> blockers = new TreeMap<>();
    Map<Long, String> runs = new TreeMap<>();
    while (true) {
      int before = leaving.size();
      ResultUsers users = ResultUsers.of(store, data, leaving);
      // Children have higher ids, as a rule: one that stays keeps its parents.
      for (JobRecord job : List.copyOf(leaving.descendingMap().values())) {
        String why = later(job.row().id(), leaving, later, refused, blockers);
        if (why == null) {
          why = refusal(job, leaving, users);
        }
        if (why == null && !users.sharesWorkdir(job)) {
          String run = runs.computeIfAbsent(job.row().run(), this::name);
          why = RunFiles.refusal(data, run, Path.of(job.row().workdir())).orElse(null);
        }
        if (why != null) {
          stays(job, why, leaving, refused);
        }
      }
      if (leaving.size() == before) {
        return users;
      }
    }
  }

  /**
   * Returns why a job is kept by what came after it.
   *
   * @param blockers for each job that is kept so the one that is in the way of all between
   */
  private static @Nullable String later(
      long id,
      Map<Long, JobRecord> leaving,
      Map<Long, Set<Long>> later,
      Map<Long, String> refused,
      Map<Long, Long> blockers) {
    for (long child : later.getOrDefault(id, Set.of())) {
      if (!leaving.containsKey(child)) {
        long blocker = blockers.getOrDefault(child, child);
        blockers.put(id, blocker);
        return "job %d came after it and stays: %s"
            .formatted(
                blocker,
                refused.getOrDefault(
                    blocker, "remove both, or all that came after it with --subtree"));
      }
    }
    return null;
  }

  private static @Nullable String refusal(
      JobRecord job, Map<Long, JobRecord> leaving, ResultUsers users) {
    OptionalLong failed = job.row().retryOf();
    if (failed.isPresent() && !leaving.containsKey(failed.getAsLong())) {
      return "it replaces job %d: remove both".formatted(failed.getAsLong());
    }
    return users.refusal(job.row().id());
  }

  private static void stays(
      JobRecord job, String why, Map<Long, JobRecord> leaving, Map<Long, String> refused) {
    leaving.remove(job.row().id());
    refused.put(job.row().id(), why);
  }

  /** Removes the files first, of later runs before those whose results they use. */
  private void removeFiles(
      Map<Long, JobRecord> leaving, ResultUsers users, Map<Long, String> refused) {
    Map<Long, List<JobRecord>> byRun = new TreeMap<>(Collections.reverseOrder());
    for (JobRecord job : leaving.values()) {
      byRun.computeIfAbsent(job.row().run(), run -> new ArrayList<>()).add(job);
    }
    String trouble = null;
    for (Map.Entry<Long, List<JobRecord>> one : byRun.entrySet()) {
      String name = name(one.getKey());
      if (trouble == null) {
        RunFiles files = RunFiles.ofJobs(data, name);
        one.getValue().stream()
            .filter(job -> !users.sharesWorkdir(job))
            .forEach(job -> files.add(Path.of(job.row().workdir())));
        trouble = RunRemovals.remove(files, data).orElse(null);
      }
      if (trouble != null) {
        for (JobRecord job : one.getValue()) {
          stays(job, trouble, leaving, refused);
        }
      }
    }
  }

  private String name(long run) {
    return store.run(run).map(RunRow::name).orElse("");
  }

  private void commit(Map<Long, JobRecord> leaving) {
    if (!leaving.isEmpty()) {
      int removed =
          parts.loop.ask(
              () -> {
                parts.batch.removeJobs(leaving.keySet());
                parts.batch.after(() -> leaving.values().forEach(this::countNoMore));
                return leaving.size();
              });
    }
  }

  private void countNoMore(JobRecord job) {
    LoadedRun run = parts.runs.find(job.row().run());
    if (run != null && job.retriedBy().isEmpty()) {
      run.stateCounts.add(job.row().app(), job.row().state(), -1);
    }
  }
}
