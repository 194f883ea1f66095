package io.balsam.engine;

import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.NewRun;
import io.balsam.engine.api.Principal;
import io.balsam.engine.api.RunPlan;
import io.balsam.engine.core.Job;
import io.balsam.engine.core.LoadedRun;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.execution.ScriptCode;
import io.balsam.engine.files.LatestLink;
import io.balsam.engine.files.ReusedWorkdirs;
import io.balsam.engine.files.Workdirs;
import io.balsam.engine.packing.Capacity;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.Store;
import io.balsam.engine.submission.MoldableRanges;
import io.balsam.engine.submission.Planner;
import io.balsam.engine.submission.PreparedRun;
import io.balsam.engine.submission.WorkflowCheck;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Commands of users: submits and resumes runs, cancels and retries jobs. */
final class RunCommands {

  private final EngineConfig config;
  private final Store store;
  private final EngineCore core;
  private final Planner planner;

  RunCommands(EngineConfig config, EngineCore core) {
    this.config = config;
    this.store = config.store().looking();
    this.core = core;
    this.planner = new Planner(store, core.contents, core.ways);
  }

  RunPlan plan(Workflow workflow, boolean reuse) {
    return planner.plan(workflow, reuse);
  }

  long submit(Principal by, NewRun run) {
    Workflow asked = run.workflow();
    Capacity capacity = config.modules().capacity();
    WorkflowCheck.fits(asked.jobs(), capacity);
    List<JobSpec> jobs = MoldableRanges.within(asked.jobs(), capacity);
    Map<String, App> apps = new ScriptCode(asked.script(), config.loader()).of(asked.apps());
    return submit(
        by, new Workflow(asked.name(), asked.script(), apps, jobs, asked.moldable()), run.reuse());
  }

  long submit(Principal by, Workflow workflow, boolean reuse) {
    PreparedRun prepared = planner.prepare(workflow, reuse);
    LoadedRun run =
        core.parts.loop.ask(
            () -> {
              refuseWhatLeaves(prepared);
              LoadedRun made = core.submissions.submit(by, prepared);
              core.parts.batch.after(() -> LatestLink.pointTo(made.directory));
              return made;
            });
    linkReused(run.directory, prepared);
    return run.id();
  }

  private void refuseWhatLeaves(PreparedRun prepared) {
    Stream<JobRecord> used =
        Stream.concat(
            prepared.jobs().stream().flatMap(one -> Stream.ofNullable(one.earlier())),
            prepared.carried().stream());
    if (used.anyMatch(earlier -> core.parts.runs.leaving(earlier.row()))) {
      throw new IllegalArgumentException(
          "results that it would use are being removed: submit it again");
    }
  }

  private static void linkReused(Path directory, PreparedRun prepared) {
    Map<Path, Path> reused = new LinkedHashMap<>();
    for (PreparedRun.One one : prepared.jobs()) {
      JobRecord earlier = one.earlier();
      if (earlier != null && earlier.hasWorkdir()) {
        Path link = Workdirs.inside(directory, one.spec().workdir());
        reused.put(link, Path.of(earlier.row().workdir()));
      }
    }
    if (!reused.isEmpty()) {
      Set<Path> all = new HashSet<>();
      prepared.jobs().forEach(one -> all.add(Workdirs.inside(directory, one.spec().workdir())));
      ReusedWorkdirs.link(directory, reused, all);
    }
  }

  void resume(long id) {
    RunRow row =
        store.run(id).orElseThrow(() -> new IllegalArgumentException("there is no run " + id));
    LoadedRun known = core.parts.runs.find(id);
    if (known != null && known.active()) {
      return;
    }
    Workflow workflow = declared(row);
    core.endOrphans();
    core.parts.loop.ask(() -> activate(row, workflow));
  }

  private Workflow declared(RunRow row) {
    if (!row.apps().isEmpty()) {
      Map<String, App> apps = new ScriptCode(row.script(), config.loader()).of(row.apps());
      return new Workflow(row.workflow(), row.script(), apps, List.of());
    }
    try {
      return config.loader().load(row.script());
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "the script of run " + row.name() + " cannot be read again: " + e.getMessage(), e);
    }
  }

  private LoadedRun activate(RunRow row, Workflow workflow) {
    LoadedRun loaded = core.parts.runs.load(row);
    if (!loaded.active()) {
      loaded.activate(workflow);
      core.parts.batch.checkEnd(loaded);
      for (int index = 0; index < loaded.table.size(); index++) {
        core.parts.lifecycle.schedule(new Job(loaded, index));
      }
    }
    return loaded;
  }

  CommandResult cancel(Principal by, JobFilter jobs, boolean subtree) {
    List<JobRecord> chosen = all(jobs);
    return core.parts.loop.ask(
        () -> core.recorded(by, "cancelled jobs", core.cancels.cancel(chosen, subtree)));
  }

  CommandResult retry(Principal by, JobFilter jobs) {
    List<JobRecord> chosen = all(jobs);
    CommandResult result =
        core.parts.loop.ask(
            () ->
                core.recorded(
                    by,
                    "retried failed jobs as",
                    core.retries.retry(
                        chosen.stream()
                            .filter(job -> !core.parts.runs.leaving(job.row()))
                            .toList())));
    if (config.backend().rules().isPresent()) {
      // An agent runs whatever is open, including ended runs that a retry opens again.
      chosen.stream().map(job -> job.row().run()).distinct().forEach(this::resumeIfOpen);
    }
    return result;
  }

  private void resumeIfOpen(long run) {
    if (store.run(run).filter(row -> row.ended().isEmpty()).isPresent()) {
      resume(run);
    }
  }

  private List<JobRecord> all(JobFilter jobs) {
    return store.jobs(jobs.withOrder(JobFilter.Order.ID).withPage(Integer.MAX_VALUE, 0));
  }
}
