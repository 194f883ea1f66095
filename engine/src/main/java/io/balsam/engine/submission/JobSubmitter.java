package io.balsam.engine.submission;

import io.balsam.engine.api.Principal;
import io.balsam.engine.core.CommitBatch;
import io.balsam.engine.core.DependencyGraph;
import io.balsam.engine.core.Job;
import io.balsam.engine.core.JobCache;
import io.balsam.engine.core.JobRowDraft;
import io.balsam.engine.core.JobRows;
import io.balsam.engine.core.JobShape;
import io.balsam.engine.core.LifecycleDriver;
import io.balsam.engine.core.LoadedRun;
import io.balsam.engine.core.RunRegistry;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.ParentRef;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.files.RunDirectories;
import io.balsam.engine.files.Workdirs;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.Store;
import io.balsam.engine.transfer.TransferRows;
import io.balsam.engine.transfer.Ways;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds new jobs: numbers them, puts them into their run's table, and has them looked at. On the
 * event loop's thread only.
 */
public final class JobSubmitter {

  private final RunRegistry runs;
  private final CommitBatch batch;
  private final LifecycleDriver lifecycle;
  private final JobCache details;
  private final Ways ways;
  private long lastJob;
  private long lastRun;

  public JobSubmitter(
      Store store,
      RunRegistry runs,
      CommitBatch batch,
      LifecycleDriver lifecycle,
      JobCache details,
      Ways ways) {
    this.details = details;
    this.ways = ways;
    this.runs = runs;
    this.batch = batch;
    this.lifecycle = lifecycle;
    this.lastJob = store.lastJobId();
    this.lastRun = store.lastRunId();
  }

  /** Adds a new run of a workflow and returns it. */
  public LoadedRun submit(Principal owner, PreparedRun prepared) {
    Workflow workflow = prepared.workflow();
    String stem = workflow.name().replaceAll("[^A-Za-z0-9._-]+", "-") + "-";
    long id = lastRun + 1;
    while (!RunDirectories.make(runs.directory(stem + id))) {
      id++;
    }
    lastRun = id;
    String name = stem + id;
    LoadedRun run =
        runs.add(
            new RunRow(
                id,
                name,
                owner.name(),
                workflow.name(),
                workflow.script(),
                workflow.apps(),
                batch.now(),
                Optional.empty(),
                workflow.moldable()));
    run.activate(workflow);
    batch.newRun(run);
    long base = lastJob + 1;
    List<JobRow> rows = new ArrayList<>(prepared.jobs().size());
    Map<Long, Long> newIds = new HashMap<>();
    for (PreparedRun.One one : prepared.jobs()) {
      JobRow row = row(++lastJob, run, one, base, OptionalLong.empty());
      if (one.earlier() != null) {
        newIds.put(one.earlier().row().id(), row.id());
        row = JobRows.reusing(row, one.earlier().row());
      }
      rows.add(row);
    }
    int declared = rows.size();
    prepared.carried().forEach(old -> newIds.put(old.row().id(), ++lastJob));
    for (JobRecord old : prepared.carried()) {
      rows.add(carried(run, old, newIds));
    }
    admit(run, rows);
    for (int i = 0; i < prepared.jobs().size(); i++) {
      takeOver(rows.get(i).id(), prepared.jobs().get(i).earlier(), prepared);
      if (!prepared.jobs().get(i).whyNot().isEmpty()) {
        run.notReused.put(run.table.index(rows.get(i).id()), prepared.jobs().get(i).whyNot());
      }
    }
    for (int i = 0; i < prepared.carried().size(); i++) {
      takeOver(rows.get(declared + i).id(), prepared.carried().get(i), prepared);
    }
    return run;
  }

  /**
   * Adds the jobs that a hook submits to its run.
   *
   * @throws IllegalArgumentException when they cannot be added; nothing was changed
   */
  public void dynamic(Job creator, List<JobSpec> specs) {
    if (specs.isEmpty()) {
      return;
    }
    LoadedRun run = creator.run();
    WorkflowCheck.workdirs(specs, run.directory);
    WorkflowCheck.places(specs, ways);
    List<PreparedRun.One> jobs =
        ReuseKeys.prepare(specs, WorkflowCheck.order(specs), run.workflow().apps(), details::find);
    WorkflowCheck.targets(specs, run.workflow().apps());
    long base = lastJob + 1;
    long id = lastJob;
    List<JobRow> rows = new ArrayList<>();
    for (PreparedRun.One one : jobs) {
      rows.add(row(++id, run, one, base, OptionalLong.of(creator.id())));
    }
    Map<Long, JobState> outside = statesOutside(run, rows);
    lastJob = id;
    admit(run, rows, outside);
  }

  /** Adds jobs made anew from old ones; their ids must have been taken with {@link #nextId}. */
  void retry(LoadedRun run, List<JobRow> rows) {
    admit(run, rows, statesOutside(run, rows));
  }

  long nextId() {
    return ++lastJob;
  }

  private void admit(LoadedRun run, List<JobRow> rows) {
    admit(run, rows, Map.of());
  }

  private void admit(LoadedRun run, List<JobRow> rows, Map<Long, JobState> outside) {
    // A run that nobody runs has no apps but those on record.
    Map<String, App> apps = run.active() ? run.workflow().apps() : run.row.apps();
    int first = run.table.size();
    for (JobRow row : rows) {
      JobShape shape = new JobShape(row.app(), row.resources(), row.wallTime(), row.priority());
      boolean staging = !row.inputs().isEmpty() || !row.transfers().isEmpty();
      run.table.add(row.id(), JobState.CREATED, shape, 0, staging);
    }
    for (int i = 0; i < rows.size(); i++) {
      JobRow row = rows.get(i);
      Job job = new Job(run, first + i);
      for (JobRow.Parent parent : row.parents()) {
        DependencyGraph.edge(
            run, job.index(), parent, outside.getOrDefault(parent.id(), JobState.CREATED));
      }
      if (row.reusedFrom().isPresent()) {
        run.reused.put(job.index(), row.reusedFrom().getAsLong());
      }
      batch.newJob(job, row);
      TransferRows.create(apps.get(row.app()), row, batch.transfers);
      lifecycle.schedule(job);
    }
  }

  /**
   * Returns the states of parents that are not in memory: they ended before this run was loaded.
   */
  private Map<Long, JobState> statesOutside(LoadedRun run, List<JobRow> rows) {
    Set<Long> own = new HashSet<>();
    rows.forEach(row -> own.add(row.id()));
    Set<Long> unknown = new HashSet<>();
    for (JobRow row : rows) {
      for (JobRow.Parent parent : row.parents()) {
        if (!own.contains(parent.id()) && run.table.index(parent.id()) < 0) {
          unknown.add(parent.id());
        }
      }
    }
    Map<Long, JobState> states = new HashMap<>();
    if (!unknown.isEmpty()) {
      details.find(unknown).forEach(job -> states.put(job.row().id(), job.row().state()));
    }
    for (long parent : unknown) {
      JobState state = states.get(parent);
      if (state == null || !state.terminal()) {
        throw new IllegalArgumentException(
            state == null
                ? "there is no job " + parent + " to wait for"
                : "job " + parent + " belongs to another run that has not ended");
      }
    }
    return states;
  }

  private void takeOver(long id, @Nullable JobRecord old, PreparedRun prepared) {
    if (old == null) {
      return;
    }
    if (old.result() != null || !old.hasWorkdir()) {
      batch.change(new Change.Result(id, old.result(), old.hasWorkdir()));
    }
    if (!old.inputDigest().isEmpty()) {
      batch.change(new Change.InputDigest(id, old.inputDigest()));
    }
    if (prepared.hasFiles().test(old)) {
      batch.change(new Change.SameFiles(id, old.row().id()));
    }
  }

  private JobRow row(long id, LoadedRun run, PreparedRun.One one, long base, OptionalLong creator) {
    JobSpec spec = one.spec();
    return new JobRow(
        id,
        run.id(),
        spec.app(),
        JobState.CREATED,
        Workdirs.inside(run.directory, spec.workdir()).toString(),
        one.parameters(),
        spec.environment(),
        spec.tags(),
        spec.data(),
        spec.resources(),
        spec.wallTime(),
        spec.priority(),
        spec.launchParams(),
        parents(spec, base),
        spec.inputs().stream().map(input -> input(input, base)).toList(),
        spec.transfers(),
        batch.now(),
        spec.declaredAt().toString(),
        one.key(),
        OptionalLong.empty(),
        creator,
        OptionalLong.empty());
  }

  private static List<JobRow.Parent> parents(JobSpec spec, long base) {
    List<JobRow.Parent> parents = new ArrayList<>(spec.parents().size());
    for (ParentRef parent : spec.parents()) {
      parents.add(new JobRow.Parent(id(parent, base), parent.kind()));
    }
    return parents;
  }

  private static InputFiles input(InputFiles input, long base) {
    return new InputFiles(
        input.from().map(ref -> new ParentRef.Existing(id(ref, base), ref.kind())),
        input.pattern(),
        input.copy(),
        input.optional());
  }

  private static long id(ParentRef parent, long base) {
    return parent instanceof ParentRef.Declared declared
        ? base + declared.index()
        : ((ParentRef.Existing) parent).jobId();
  }

  private JobRow carried(LoadedRun run, JobRecord old, Map<Long, Long> newIds) {
    JobRowDraft draft = new JobRowDraft(old.row());
    draft.id = newIds.getOrDefault(old.row().id(), 0L);
    draft.run = run.id();
    draft.state = JobState.CREATED;
    draft.created = batch.now();
    draft.retryOf = OptionalLong.empty();
    draft.parents =
        old.row().parents().stream()
            .map(p -> new JobRow.Parent(newIds.getOrDefault(p.id(), p.id()), p.kind()))
            .toList();
    long maker = old.row().createdBy().orElse(0);
    draft.createdBy = OptionalLong.of(newIds.getOrDefault(maker, maker));
    return JobRows.reusing(draft.row(), old.row());
  }
}
