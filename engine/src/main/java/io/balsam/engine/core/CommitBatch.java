package io.balsam.engine.core;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.Commit;
import io.balsam.engine.store.EventRow;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.TransferStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes decided in one turn of the event loop: first written in one transaction, then released.
 */
public final class CommitBatch {

  /** Changes to BatchJobs, sessions and leases. */
  public final SiteDraft site = new SiteDraft();

  public final TransferDraft transfers;

  private final JobCache details;
  private final Consumer<LoadedRun> whenEnded;
  private List<RunRow> newRuns = new ArrayList<>();
  private List<JobRow> newJobs = new ArrayList<>();
  private List<Job> fresh = new ArrayList<>();
  private List<Job> touched = new ArrayList<>();
  private List<Change> changes = new ArrayList<>();
  private final Map<Long, Change.Nodes> nodes = new HashMap<>();
  private List<EventRow> events = new ArrayList<>();
  private List<Job> movers = new ArrayList<>();
  private List<Long> removedRuns = new ArrayList<>();
  private List<Long> removedJobs = new ArrayList<>();
  private final Set<LoadedRun> runs = new LinkedHashSet<>();
  private List<Runnable> effects = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  /**
   * Creates an empty batch.
   *
   * @param store has the items that jobs move
   * @param whenEnded receives runs that have ended, once that is on disk
   */
  public CommitBatch(JobCache details, TransferStore store, Consumer<LoadedRun> whenEnded) {
    this.details = details;
    transfers = new TransferDraft(store);
    this.whenEnded = whenEnded;
  }

  public void begin(Instant time) {
    now = time;
  }

  /** Returns the time recorded for everything in this batch. */
  public Instant now() {
    return now;
  }

  public void newRun(LoadedRun run) {
    newRuns.add(run.row);
    runs.add(run);
  }

  public void newJob(Job job, JobRow row) {
    job.run().table.markFresh(job.index());
    newJobs.add(row);
    fresh.add(job);
    runs.add(job.run());
  }

  /** Returns the job created in this batch with that id, or null; ids of new jobs rise. */
  public @Nullable JobRow created(long id) {
    int low = 0;
    int high = newJobs.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = newJobs.get(middle).id();
      if (found == id) {
        return newJobs.get(middle);
      }
      if (found < id) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  /**
   * Returns the current record of a job, which may have been created in this batch, with the number
   * of nodes chosen in it.
   */
  public JobRecord record(long id) {
    JobRow created = created(id);
    JobRecord record = created == null ? details.get(id) : JobRows.record(created);
    Change.Nodes chosen = nodes.get(id);
    return chosen == null ? record : JobRows.after(record, chosen);
  }

  /** Gives a moldable job a number of nodes. */
  void nodes(Job job, int number) {
    JobShape shape = job.shape().withNodes(number);
    job.run().table.shape(job.index(), shape);
    nodes.put(
        job.id(),
        new Change.Nodes(
            job.id(), shape.app(), shape.resources(), shape.wallTime(), shape.priority()));
  }

  void transition(Job job, JobState to, Trigger trigger, Instant at, Map<String, Object> data) {
    events.add(new EventRow(job.id(), at, job.state(), to, trigger, EventData.bounded(data)));
    movers.add(job);
    if (job.shape().resources().range().isPresent()) {
      count(job, to, at);
    }
    job.run().table.state(job.index(), to);
    if (job.run().table.touch(job.index())) {
      touched.add(job);
      runs.add(job.run());
    }
  }

  private void count(Job job, JobState to, Instant at) {
    if (to == JobState.RUNNING) {
      job.run().nodeHours.began(job.id(), at);
    } else if (job.state() == JobState.RUNNING) {
      int nodes = job.shape().resources().nodes();
      job.run().nodeHours.ended(job.id(), nodes, at, () -> record(job.id()).began());
    }
  }

  /** Removes a run that has ended from the store. */
  public void remove(long run) {
    removedRuns.add(run);
  }

  /** Removes jobs that have ended from runs that stay. */
  public void removeJobs(Collection<Long> jobs) {
    removedJobs.addAll(jobs);
  }

  /** Has the end of the run checked even when none of its jobs changes state. */
  public void checkEnd(LoadedRun run) {
    runs.add(run);
  }

  /** Adds a change other than a change of state, which follows from the transitions. */
  public void change(Change change) {
    changes.add(change);
  }

  /** Adds an effect that runs after the commit, on the event loop's thread. */
  public void after(Runnable effect) {
    effects.add(effect);
  }

  Commit seal() {
    List<JobRow> rows = new ArrayList<>(newJobs.size());
    for (int i = 0; i < newJobs.size(); i++) {
      rows.add(JobRows.in(newJobs.get(i), fresh.get(i).state()));
    }
    List<Change> all = new ArrayList<>(touched.size() + changes.size());
    for (Job job : touched) {
      boolean isNew = job.run().table.unmark(job.index());
      if (!isNew || job.attempts() > 0) {
        Instant restartAt = job.run().backOff.get(job.id());
        all.add(new Change.State(job.id(), job.state(), job.attempts(), restartAt));
      }
    }
    all.addAll(changes);
    all.addAll(nodes.values());
    Map<Long, Optional<Instant>> ends = new LinkedHashMap<>();
    for (LoadedRun run : runs) {
      boolean over = run.table.open() == 0;
      if (over != run.ended) {
        ends.put(run.id(), over ? Optional.of(now) : Optional.empty());
      }
    }
    return new Commit(
        newRuns, rows, all, events, ends, site.seal(), transfers.seal(), removedRuns, removedJobs);
  }

  /** Makes the committed changes visible to other threads and runs the effects. */
  void release(Commit commit) {
    for (int i = 0; i < fresh.size(); i++) {
      fresh.get(i).run().stateCounts.add(fresh.get(i).shape().app(), JobState.CREATED, 1);
    }
    details.created(commit.jobs());
    for (int i = 0; i < events.size(); i++) {
      Job job = movers.get(i);
      job.run().stateCounts.count(job.shape().app(), events.get(i));
    }
    for (Job job : touched) {
      if (job.state().terminal() && !job.run().table.hasChildren(job.index())) {
        details.forget(job.id());
      }
    }
    commit.changes().forEach(details::apply);
    for (LoadedRun run : runs) {
      run.ended = run.table.open() == 0;
      run.roots.clear();
      if (run.ended) {
        whenEnded.accept(run);
      }
    }
    commit.removedRuns().forEach(details::forgetRun);
    commit.removedJobs().forEach(details::forget);
    List<Runnable> due = effects;
    clear();
    due.forEach(Runnable::run);
  }

  // New lists, since those of a large submission would keep much memory.
  private void clear() {
    newRuns = new ArrayList<>();
    newJobs = new ArrayList<>();
    fresh = new ArrayList<>();
    touched = new ArrayList<>();
    changes = new ArrayList<>();
    nodes.clear();
    events = new ArrayList<>();
    movers = new ArrayList<>();
    removedRuns = new ArrayList<>();
    removedJobs = new ArrayList<>();
    runs.clear();
    effects = new ArrayList<>();
  }
}
