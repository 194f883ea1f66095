package io.balsam.cli.run;

import io.balsam.agent.access.BackgroundOpen;
import io.balsam.agent.access.EngineFactory;
import io.balsam.agent.access.Owner;
import io.balsam.agent.access.PlanningEngine;
import io.balsam.agent.access.WorkflowFormats;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.queue.AllocationOptions;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.site.Sites;
import io.balsam.dsl.WorkflowFormat;
import io.balsam.engine.api.NewRun;
import io.balsam.engine.api.RunPlan;
import io.balsam.engine.domain.Workflow;
import java.nio.file.Path;
import java.util.Map;

/** The {@code balsam run} command. */
public final class RunCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("run", "run a workflow and watch it")
        .arguments("SCRIPT", Opt.Complete.FILE)
        .with(
            RunOptions.PARAM,
            RunOptions.PARAMS_FILE,
            Opt.flag("resume", "reuse results of earlier runs where nothing has changed"),
            Opt.flag("dry-run", "print what would be done, and do nothing"),
            RunOptions.CORES,
            RunOptions.GPUS,
            RunOptions.MEMORY,
            RunOptions.RESOURCES,
            Opt.flag("detach", "in a site: submit only, do not follow"),
            Opt.flag("json", "print the run (or the plan) as JSON at the end, without progress"))
        .about(
            """
            The site is the current directory (or --site DIR). Jobs work in data/<run>/ of it; the
            record of all runs is in .balsam/. Progress is updated in place on a terminal, and printed as
            a line now and then otherwise. Other terminals can look meanwhile: balsam runs, balsam job ls, …

            Ctrl-C stops cleanly: no job is started, running jobs are ended, everything is recorded;
            'balsam resume' continues from there. A second Ctrl-C kills at once.

            The script's top level is run once, for at most a minute (BALSAM_SCRIPT_LIMIT=10m allows
            more), with --dry-run too. The run has the jobs that it declares then, wherever they run and
            whichever process continues the run.

            With --resume, a job is not run again when its app's text, its parameters, the content
            of its inputs and the results of its parents are the same as in an earlier run, and the
            files it left are still there.

            In a site made by 'balsam site init' the workflow goes to the site's agent, which runs
            its jobs in allocations: Ctrl-C then ends this command and not the run. --nodes,
            --wall-time and the other options of 'balsam queue submit' request an allocation too, with
            the same letters except -q and -p: here they mean --quiet and --param.""")
        .with(AllocationOptions.RUN)
        .examples(
            "balsam run examples/hello.groovy",
            "balsam run sweep.groovy --param size=100 --cores 4",
            "balsam run sweep.groovy --resume  # after a change: only what it touches",
            "balsam run sweep.groovy --dry-run --resume",
            "balsam run sweep.groovy --nodes 4 --wall-time 60 --queue debug  # in a site");
  }

  @Override
  public int run(Invocation call) throws Exception {
    Path script = RunOptions.script(call);
    if (call.nearestSite().made() && !call.arguments().has("dry-run")) {
      return submit(call, script);
    }
    demandAgentFor(call);
    SiteDirectory site = call.nearestSite().made() ? call.nearestSite() : call.site();
    call.settings(site);
    WorkflowFormat format = WorkflowFormats.all().of(script);
    Map<String, Object> parameters = RunOptions.parameters(call);
    boolean reuse = call.arguments().has("resume");
    if (call.arguments().has("dry-run")) {
      Workflow workflow =
          site.made()
              ? format.read(script, parameters, new SiteCapacity(call))
              : format.read(script, parameters);
      return plan(call, site, format, workflow, reuse);
    }
    try (BackgroundOpen opening = new BackgroundOpen(call.context(site), format)) {
      String name = call.arguments().words().get(0);
      try (OwnRun own = OwnRun.begin(opening, format.read(script, parameters), reuse)) {
        return new RunMonitor(call, own.owner()).watch(own.run(), name, true);
      }
    }
  }

  /**
   * Run of an engine of this process. It was submitted from a frame of its own, as a variable of
   * {@link #run} would keep the workflow with all of its jobs in memory until they have ended.
   */
  private record OwnRun(Owner owner, long run) implements AutoCloseable {

    static OwnRun begin(BackgroundOpen opening, Workflow workflow, boolean reuse) throws Exception {
      Owner owner = opening.owner();
      try {
        return new OwnRun(owner, submit(owner, workflow, reuse));
      } catch (RuntimeException e) {
        owner.close();
        throw e;
      }
    }

    @Override
    public void close() {
      owner.close();
    }
  }

  private static int submit(Invocation call, Path script) throws Exception {
    Workflow workflow =
        WorkflowFormats.all()
            .of(script)
            .read(script, RunOptions.parameters(call), new SiteCapacity(call));
    boolean reuse = call.arguments().has("resume");
    String name = call.arguments().words().get(0);
    return new SiteRun(call).submit(new NewRun(workflow, reuse), name);
  }

  private static void demandAgentFor(Invocation call) {
    if (AllocationOptions.asked(call.arguments()).isPresent() || call.arguments().has("detach")) {
      Sites.demand(call);
    }
  }

  private static long submit(Owner owner, Workflow workflow, boolean reuse) {
    try {
      return owner.engine().submit(workflow, reuse);
    } catch (IllegalArgumentException e) {
      throw new UsageProblem(String.valueOf(e.getMessage()));
    }
  }

  private static int plan(
      Invocation call, SiteDirectory site, WorkflowFormat format, Workflow workflow, boolean reuse)
      throws Exception {
    try (PlanningEngine plans = EngineFactory.plan(call.context(site), format)) {
      RunPlan plan = plans.engine().plan(workflow, reuse && plans.reuseKnown());
      if (call.arguments().has("json")) {
        call.console().json(JsonPage.of(plan));
        return ExitCode.OK;
      }
      PlanText.print(plan, reuse, call.console());
      if (reuse && !plans.reuseKnown()) {
        call.console()
            .note(
                "The record is of an earlier version: what would be reused is known after the next run.");
      }
    }
    return ExitCode.OK;
  }
}
