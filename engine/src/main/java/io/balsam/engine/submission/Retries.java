package io.balsam.engine.submission;

import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.core.CommitBatch;
import io.balsam.engine.core.JobCache;
import io.balsam.engine.core.JobRowDraft;
import io.balsam.engine.core.LoadedRun;
import io.balsam.engine.core.RunRegistry;
import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.ParentKind;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.StoredEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes new jobs for those that failed or were cancelled, and for those that failed only because of
 * them. On the event loop's thread only.
 */
public final class Retries {

  private static final Set<JobState> BADLY = EnumSet.of(JobState.FAILED, JobState.CANCELLED);

  private final Store store;
  private final RunRegistry runs;
  private final JobSubmitter submissions;
  private final CommitBatch batch;
  private final JobCache details;

  public Retries(
      Store store,
      RunRegistry runs,
      JobSubmitter submissions,
      CommitBatch batch,
      JobCache details) {
    this.store = store;
    this.runs = runs;
    this.submissions = submissions;
    this.batch = batch;
    this.details = details;
  }

  public CommandResult retry(List<JobRecord> asked) {
    Map<Long, String> refused = new TreeMap<>();
    Map<Long, JobRecord> chosen = new TreeMap<>();
    for (JobRecord job : asked) {
      if (!BADLY.contains(job.row().state())) {
        refused.put(
            job.row().id(),
            "only failed and cancelled jobs are retried; it is " + job.row().state());
      } else if (job.retriedBy().isPresent()) {
        refused.put(job.row().id(), "job " + job.retriedBy().getAsLong() + " replaces it");
      } else {
        chosen.put(job.row().id(), job);
      }
    }
    addThoseThatFailedBecause(chosen);
    Map<Long, Long> standIns = standIns(chosen);
    refuseWithoutParents(chosen, standIns, refused);
    List<Long> made = new ArrayList<>();
    Map<Long, List<JobRecord>> byRun = new TreeMap<>();
    chosen
        .values()
        .forEach(job -> byRun.computeIfAbsent(job.row().run(), r -> new ArrayList<>()).add(job));
    byRun.forEach((run, jobs) -> made.addAll(again(run, jobs, standIns)));
    return new CommandResult(made, refused);
  }

  private void addThoseThatFailedBecause(Map<Long, JobRecord> chosen) {
    Collection<Long> parents = List.copyOf(chosen.keySet());
    while (!parents.isEmpty()) {
      Set<Long> children = new HashSet<>();
      store.children(parents).values().forEach(children::addAll);
      children.removeAll(chosen.keySet());
      List<Long> found = new ArrayList<>();
      if (!children.isEmpty()) {
        Set<Long> because = failedByParent(children);
        for (JobRecord job : store.jobs(because)) {
          if (job.retriedBy().isEmpty()) {
            chosen.put(job.row().id(), job);
            found.add(job.row().id());
          }
        }
      }
      parents = found;
    }
  }

  private Set<Long> failedByParent(Collection<Long> jobs) {
    Set<Long> found = new HashSet<>();
    EventFilter failures =
        EventFilter.ALL
            .withJobs(List.copyOf(jobs))
            .withTo(EnumSet.of(JobState.FAILED))
            .withLimit(Integer.MAX_VALUE);
    for (StoredEvent event : store.events(failures)) {
      if (event.event().trigger() == Trigger.PARENT_FAILED) {
        found.add(event.event().job());
      }
    }
    return found;
  }

  /**
   * Returns for every parent that failed earlier and was retried the last job that stands in for
   * it.
   */
  private Map<Long, Long> standIns(Map<Long, JobRecord> chosen) {
    Map<Long, Long> standIns = new HashMap<>();
    Set<Long> ask = new HashSet<>();
    chosen.values().forEach(job -> job.row().parents().forEach(parent -> ask.add(parent.id())));
    ask.removeAll(chosen.keySet());
    for (long parent : ask) {
      JobRecord last = details.get(parent);
      while (last.retriedBy().isPresent()) {
        last = store.jobs(List.of(last.retriedBy().getAsLong())).get(0);
      }
      standIns.put(parent, last.row().id());
    }
    return standIns;
  }

  private void refuseWithoutParents(
      Map<Long, JobRecord> chosen, Map<Long, Long> standIns, Map<Long, String> refused) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (JobRecord job : List.copyOf(chosen.values())) {
        for (JobRow.Parent parent : job.row().parents()) {
          if (chosen.containsKey(parent.id()) || parent.kind() == ParentKind.ANY_END) {
            continue;
          }
          long last = standIns.getOrDefault(parent.id(), parent.id());
          JobState state = details.get(last).row().state();
          if (BADLY.contains(state) && chosen.remove(job.row().id()) != null) {
            refused.put(
                job.row().id(), "its parent, job " + last + ", is " + state + ": retry that one");
            changed = true;
          }
        }
      }
    }
  }

  private List<Long> again(long runId, List<JobRecord> jobs, Map<Long, Long> standIns) {
    RunRow row =
        store
            .run(runId)
            .orElseThrow(() -> new IllegalArgumentException("there is no run " + runId));
    LoadedRun run = runs.load(row);
    Map<Long, Long> newIds = new HashMap<>(standIns);
    List<Long> made = new ArrayList<>();
    for (JobRecord job : jobs) {
      long id = submissions.nextId();
      newIds.put(job.row().id(), id);
      made.add(id);
    }
    List<JobRow> rows = new ArrayList<>();
    for (JobRecord job : jobs) {
      rows.add(draft(job.row(), newIds));
      batch.after(() -> run.stateCounts.add(job.row().app(), job.row().state(), -1));
    }
    submissions.retry(run, rows);
    return made;
  }

  private JobRow draft(JobRow old, Map<Long, Long> newIds) {
    JobRowDraft draft = new JobRowDraft(old);
    draft.id = newIds.getOrDefault(old.id(), 0L);
    draft.state = JobState.CREATED;
    draft.created = batch.now();
    draft.reusedFrom = OptionalLong.empty();
    draft.retryOf = OptionalLong.of(old.id());
    draft.parents =
        old.parents().stream()
            .map(p -> new JobRow.Parent(newIds.getOrDefault(p.id(), p.id()), p.kind()))
            .toList();
    draft.inputs =
        old.inputs().stream()
            .map(
                input ->
                    new InputFiles(
                        input.from().map(from -> renamed((ParentRef.Existing) from, newIds)),
                        input.pattern(),
                        input.copy(),
                        input.optional()))
            .toList();
    return draft.row();
  }

  private static ParentRef renamed(ParentRef.Existing from, Map<Long, Long> newIds) {
    return new ParentRef.Existing(newIds.getOrDefault(from.jobId(), from.jobId()), from.kind());
  }
}
