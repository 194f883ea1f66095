package io.balsam.engine.core;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.Store;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The runs in memory. Read from any thread, loaded on the event loop's thread only. */
public final class RunRegistry {

  private final Map<Long, LoadedRun> loaded = new ConcurrentSkipListMap<>();
  private final Set<Long> leaving = ConcurrentHashMap.newKeySet();
  private final Set<Long> leavingJobs = ConcurrentHashMap.newKeySet();
  private final Store store;
  private final Path data;

  public RunRegistry(Store store, Path site) {
    this.store = store;
    this.data = site.resolve(SiteLayout.DATA);
  }

  /** Returns the directory that holds the workdirs of a run's jobs. */
  public Path directory(String runName) {
    return data.resolve(runName);
  }

  public @Nullable LoadedRun find(long id) {
    return loaded.get(id);
  }

  /** Returns whether any job of the loaded runs has not ended; on the event loop. */
  public boolean hasOpenJobs() {
    return loaded.values().stream().anyMatch(run -> run.table.open() > 0);
  }

  /** Returns whether any job of the loaded runs cannot start yet; on the event loop. */
  public boolean hasEarlyJobs() {
    return loaded.values().stream().anyMatch(run -> run.stateCounts.any(JobState.early()));
  }

  public LoadedRun add(RunRow row) {
    LoadedRun run = new LoadedRun(row, directory(row.name()), new StateCounts());
    loaded.put(row.id(), run);
    return run;
  }

  /** Returns a run, loading it first if needed; its open jobs are yet to be looked at. */
  public LoadedRun load(RunRow row) {
    LoadedRun known = loaded.get(row.id());
    if (known != null) {
      return known;
    }
    LoadedRun run = add(row);
    store
        .counts(row.id())
        .forEach((app, states) -> states.forEach((state, n) -> run.stateCounts.add(app, state, n)));
    store.openJobs(
        row.id(),
        job -> {
          JobShape shape = new JobShape(job.app(), job.resources(), job.wallTime(), job.priority());
          run.table.add(job.id(), job.state(), shape, job.attempts(), job.staging());
          if (job.restartAt() != null) {
            run.backOff.put(job.id(), job.restartAt());
          }
        });
    if (row.moldable().nodeHours().isPresent()) {
      run.nodeHours.before(store.moldableNodeSeconds(row.id()));
    }
    store.openEdges(
        row.id(),
        (child, parent, state) -> {
          int index = run.table.index(child);
          if (index >= 0) {
            DependencyGraph.edge(run, index, parent, state);
          }
        });
    return run;
  }

  /** Drops a run that has ended; it is loaded again when needed. */
  public void forget(LoadedRun run) {
    loaded.remove(run.id(), run);
  }

  /**
   * Marks a run as about to be removed: until then its results may not be used, nor may it be
   * resumed.
   */
  public void leaves(long run) {
    leaving.add(run);
  }

  /** Clears the mark of a run that stays after all. */
  public void stays(long run) {
    leaving.remove(run);
  }

  /** Marks a single job of a run that stays; jobs that are gone keep the mark. */
  public void jobLeaves(long job) {
    leavingJobs.add(job);
  }

  /** Clears the mark of a job that stays after all. */
  public void jobStays(long job) {
    leavingJobs.remove(job);
  }

  public boolean leaving(JobRow job) {
    return leaving.contains(job.run()) || leavingJobs.contains(job.id());
  }

  /** Drops a run that was removed from the store; its id is not used again. */
  public void left(long run) {
    loaded.remove(run);
  }

  /** Returns the job when its run is loaded; null otherwise. */
  public @Nullable Job find(long run, long job) {
    LoadedRun found = loaded.get(run);
    int index = found == null ? -1 : found.table.index(job);
    return found == null || index < 0 ? null : new Job(found, index);
  }

  /** Returns a job of a loaded run. */
  public Job job(long id) {
    for (LoadedRun run : loaded.values()) {
      int index = run.table.index(id);
      if (index >= 0) {
        return new Job(run, index);
      }
    }
    throw new IllegalStateException("job " + id + " is not in memory");
  }
}
