package io.balsam.cli.run;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.agent.access.WorkflowFormats;
import io.balsam.agent.site.OperationFailed;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.picture.Output;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Times;
import io.balsam.engine.api.AppTimes;
import io.balsam.engine.api.ScalingPlan;
import io.balsam.engine.domain.Workflow;
import io.balsam.simulator.campaign.Campaign;
import io.balsam.simulator.campaign.CampaignSetup;
import io.balsam.simulator.campaign.DrawnTimes;
import io.balsam.simulator.campaign.Faults;
import io.balsam.simulator.campaign.Figures;
import io.balsam.simulator.campaign.SimulatedWorkflow;
import io.balsam.simulator.profile.ProfileFile;
import io.balsam.simulator.profile.Scenario;
import io.balsam.simulator.profile.TraceFile;
import io.balsam.views.report.HtmlReport;
import io.balsam.views.report.ReportData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The {@code balsam simulate} command. */
public final class SimulateCommand implements Command {

  private static final int DAYS = 365;
  private static final String REPORT = "simulated.html";

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("simulate", "run a script's jobs on a simulated machine, in no time")
        .arguments("SCRIPT", Opt.Complete.FILE)
        .with(
            Opt.value(
                    "machine",
                    "PROFILE",
                    "the machine: nodes, queues, other users (YAML); required")
                .completing(Opt.Complete.FILE),
            Opt.value("trace", "FILE", "jobs of other users, in the Standard Workload Format")
                .completing(Opt.Complete.FILE),
            Opt.value("seed", "N", "number from which all that is random is drawn (default 1)"),
            RunOptions.PARAM,
            RunOptions.PARAMS_FILE,
            Opt.value("output", "FILE", "also write a report of the simulated run")
                .letter("o")
                .completing(Opt.Complete.FILE),
            CommandSpec.JSON)
        .about(
            """
            Reads the script as 'balsam run' does, and lets the real engine, auto_scaler and launchers do its
            jobs in simulated time, on a simulated batch system with other users. Nothing is run and nothing
            is recorded. Jobs take what was learnt of their apps at this site ('balsam app ls'), otherwise
            30 to 90 % of their wallTime. Hooks, functions, inputs and transfers take no time here.

            The same seed gives the same result.""")
        .examples(
            "balsam simulate campaign.groovy --machine machine.yml",
            "balsam simulate campaign.groovy --machine machine.yml --trace log.swf.gz --seed 7 --json");
  }

  @Override
  public int run(Invocation call) throws Exception {
    Path script = RunOptions.script(call);
    long seed = call.arguments().number("seed", 1, 0);
    Scenario scenario = scenario(call);
    Workflow workflow =
        WorkflowFormats.all()
            .of(script)
            .read(script, RunOptions.parameters(call), scenario.capacity());
    if (workflow.jobs().isEmpty()) {
      throw new UsageProblem(script + " declares no job");
    }
    CampaignSetup setup =
        new CampaignSetup(
            seed,
            scenario.machine(),
            scenario.site(),
            SimulatedWorkflow.of(workflow),
            times(call, workflow, seed).failing(scenario.jobFailures()),
            Faults.NONE);
    Optional<String> output = call.arguments().text("output");
    output.ifPresent(file -> Output.check(call, file, REPORT));
    try (ScratchFolder folder = ScratchFolder.make();
        Campaign campaign = new Campaign(setup, folder.path())) {
      if (!campaign.run(Duration.ofDays(DAYS))) {
        throw new OperationFailed(left(campaign));
      }
      print(call, Figures.of(campaign, scenario.machine().shape().cores()));
      if (output.isPresent()) {
        String page =
            HtmlReport.render(ReportData.of(campaign.balsam(), 1, 0, campaign.time().now()));
        Output.write(call, output.get(), REPORT, page);
      }
    }
    return ExitCode.OK;
  }

  /** Returns why jobs are left. */
  private static String left(Campaign campaign) {
    String why = campaign.stuck().isEmpty() ? "%d days are over".formatted(DAYS) : campaign.stuck();
    ScalingPlan plan = campaign.balsam().plan();
    List<String> reasons = new ArrayList<>(List.of("jobs are left, and " + why));
    reasons.addAll(plan.unserved());
    plan.queues().stream()
        .map(ScalingPlan.Queue::waits)
        .filter(waits -> !waits.isEmpty())
        .distinct()
        .forEach(reasons::add);
    return String.join("; ", reasons);
  }

  private static void print(Invocation call, Figures figures) {
    if (call.arguments().has("json")) {
      call.console().json(JsonPage.of(figures));
    } else {
      call.console().result(lines(figures));
    }
  }

  private static List<String> lines(Figures figures) {
    List<String> lines = new ArrayList<>();
    lines.add("time to solution  " + length(figures.solutionSeconds()));
    lines.add("allocations       " + figures.allocations());
    lines.add(
        String.format(
            Locale.ROOT,
            "node hours        %.1f asked, %.1f used, %.1f %% of them by jobs",
            figures.nodeHoursAsked(),
            figures.nodeHoursUsed(),
            figures.utilisation() * 100));
    lines.add(
        "waits             %s on average, %s at most"
            .formatted(length(figures.meanWaitSeconds()), length(figures.longestWaitSeconds())));
    if (figures.failed() > 0) {
      lines.add("failed jobs       %d of %d".formatted(figures.failed(), figures.jobs()));
    }
    return lines;
  }

  private static String length(double seconds) {
    return Times.length(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private static DrawnTimes times(Invocation call, Workflow workflow, long seed)
      throws IOException {
    try {
      return DrawnTimes.of(workflow, learnt(call), seed);
    } catch (IllegalArgumentException e) {
      throw new UsageProblem(String.valueOf(e.getMessage()));
    }
  }

  private static Scenario scenario(Invocation call) {
    String file =
        call.arguments()
            .text("machine")
            .orElseThrow(() -> new UsageProblem("--machine PROFILE is missing: which machine?"));
    Scenario scenario = ProfileFile.read(call.io().directory().resolve(file));
    return call.arguments()
        .text("trace")
        .map(trace -> new TraceFile(call.io().directory().resolve(trace), 0).read())
        .map(scenario::withOthers)
        .orElse(scenario);
  }

  private static Map<String, AppTimes> learnt(Invocation call) throws IOException {
    Map<String, AppTimes> learnt = new HashMap<>();
    try (SiteClient site = SiteAccess.openReadOnly(call.context())) {
      site.balsam().apps().forEach(app -> learnt.put(app.app(), app));
    }
    return learnt;
  }
}
