package io.balsam.cli.setup;

import io.balsam.agent.access.PlatformFactory;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.site.Invocation;
import io.balsam.engine.batchjob.BatchJobSettings;
import io.balsam.engine.config.ProviderKind;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.site.SiteConfig;
import io.balsam.engine.site.TrialBatchJob;
import io.balsam.server.ApiServer;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.PluginException;
import io.balsam.spi.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks of the doctor about a site's batch system: its commands, the MPI runner, the job template.
 */
final class SchedulerChecks {

  /** Scheduler ID that no batch system has assigned; each must report it as unknown. */
  private static final String NOBODY = "999999999";

  private final Invocation call;
  private final SiteDirectory site;
  private final Settings settings;
  private final PluginHost host;

  SchedulerChecks(Invocation call, SiteDirectory site, Settings settings, PluginHost host) {
    this.call = call;
    this.site = site;
    this.settings = settings;
    this.host = host;
  }

  List<Check> all() {
    List<Check> checks = new ArrayList<>();
    List<String> complaints = new ArrayList<>();
    SiteConfig plan = SiteConfig.read(site.directory(), settings, host, complaints);
    if (!complaints.isEmpty()) {
      checks.add(modules(String.join("\n", complaints)));
    } else if (!plan.runsHooks()) {
      checks.add(
          Check.warn(
              "modules",
              "processing is off: jobs with hooks wait",
              "add 'processing: {}' below 'service_modules' in " + site.settings()));
    }
    BatchJobSettings batchJobs = plan.batchJobs();
    if (batchJobs == null) {
      if (plan.template() == null && complaints.isEmpty()) {
        checks.add(
            Check.warn(
                "scheduler",
                "none: batch_job_manager is switched off",
                "without it no BatchJob is submitted to a batch system"));
      }
      unfit(plan).ifPresent(checks::add);
      return checks;
    }
    listen(batchJobs).ifPresent(checks::add);
    checks.add(runner());
    Scheduler scheduler;
    try {
      scheduler = PlatformFactory.forAgent(host, settings).scheduler(batchJobs.scheduler());
    } catch (PluginException e) {
      checks.add(modules(words(e)));
      unfit(plan).ifPresent(checks::add);
      return checks;
    }
    Check answers = answers(batchJobs.scheduler(), scheduler);
    checks.add(answers);
    if (answers.verdict() != Check.Verdict.OK) {
      unfit(plan).ifPresent(checks::add);
      return checks;
    }
    scheduler.remarks().forEach(remark -> checks.add(Check.warn("scheduler", remark, "")));
    checks.addAll(template(plan, batchJobs, scheduler));
    if (call.arguments().has("submit")) {
      checks.add(new OneMinute(call, site, plan, batchJobs, scheduler).run());
    }
    return checks;
  }

  private static Check modules(String complaints) {
    return Check.fail("modules", complaints, "fix it; the agent does not start");
  }

  /** Checks as much of the job template as is possible without the batch system. */
  private Optional<Check> unfit(SiteConfig plan) {
    return plan.templateProblem(site.directory()).map(SchedulerChecks::template);
  }

  private static Check template(String wrong) {
    return Check.fail(
        "template", wrong, "see job-template.sh, and queues and projects in settings.yml");
  }

  /** Checks that launchers on other machines can reach the agent. */
  private Optional<Check> listen(BatchJobSettings batchJobs) {
    String listen = settings.text(Setting.LISTEN);
    return host.kin(batchJobs.scheduler()).here()
            || ApiServer.refusal(listen).isPresent()
            || !ApiServer.isLocal(listen)
        ? Optional.empty()
        : Optional.of(
            Check.warn(
                "listen",
                "%s: only this machine reaches the agent at '%s'; launchers on nodes of %s cannot"
                    .formatted(
                        settings.value(Setting.LISTEN).origin(), listen, batchJobs.scheduler()),
                "remove 'listen' from the settings, or name a host that the nodes can reach"));
  }

  private Check runner() {
    String name = settings.text(Setting.RUNNER);
    Map<String, Object> block =
        settings.plugins().getOrDefault(ProviderKind.RUNNER, Map.of()).getOrDefault(name, Map.of());
    String runner = String.valueOf(block.getOrDefault("program", name));
    return MachineChecks.onPath(call.io(), runner)
        .map(program -> Check.ok("runner", program.toString()))
        .orElseGet(
            () ->
                Check.warn(
                    "runner",
                    "no program '%s' on the PATH here".formatted(runner),
                    "jobs of several ranks need it in allocations"));
  }

  private static Check answers(String name, Scheduler scheduler) {
    try {
      scheduler.status(List.of(NOBODY));
      return Check.ok("scheduler", name + " answers");
    } catch (PluginException e) {
      return Check.fail(
          "scheduler", words(e), "the agent cannot request allocations until it answers");
    }
  }

  private List<Check> template(SiteConfig plan, BatchJobSettings batchJobs, Scheduler scheduler) {
    try {
      Path folder = Files.createTempDirectory("balsam-doctor");
      Path script = folder.resolve("doctor.sh");
      try {
        BatchSubmission asked =
            TrialBatchJob.write(
                site.directory(),
                plan,
                batchJobs,
                call.program().onNodes(),
                script,
                List.of("true"));
        List<Check> checks = new ArrayList<>();
        scheduler
            .remarks(asked)
            .forEach(
                remark ->
                    checks.add(Check.warn("template", remark, "edit " + batchJobs.template())));
        Optional<String> said = scheduler.dryRun(asked);
        checks.add(
            Check.ok(
                "template",
                said.map(text -> "would be taken: " + text)
                    .orElse(batchJobs.template() + " is filled in")));
        return checks;
      } finally {
        Files.deleteIfExists(script);
        Files.delete(folder);
      }
    } catch (PluginException e) {
      return List.of(Check.fail("template", words(e), cure(batchJobs)));
    } catch (IOException e) {
      return List.of(
          Check.fail("template", "cannot write a script: " + e.getMessage(), "see the disk"));
    }
  }

  /** Names all that the user has set of the request that the batch system refused. */
  private String cure(BatchJobSettings batchJobs) {
    String flags = "service_modules.%s.submit_flags".formatted(BatchJobSettings.MODULE);
    String plugin = "plugins.scheduler.%s.".formatted(batchJobs.scheduler());
    StringBuilder cure =
        new StringBuilder("see job-template.sh, and queues and projects in settings.yml");
    settings
        .blocks()
        .forEach(
            (path, value) -> {
              if (path.equals(flags) || path.startsWith(plugin)) {
                cure.append("; %s: %s (%s)".formatted(path, value.text(), value.origin()));
              }
            });
    return cure.toString();
  }

  private static String words(PluginException e) {
    return String.valueOf(e.getMessage());
  }
}
