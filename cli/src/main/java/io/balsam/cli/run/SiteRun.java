package io.balsam.cli.run;

import static io.balsam.spi.BatchJobState.SUBMIT_FAILED;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.site.OperationFailed;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.progress.AgentSource;
import io.balsam.cli.progress.Summary;
import io.balsam.cli.progress.Watch;
import io.balsam.cli.queue.AllocationOptions;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.site.Sites;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.NewRun;
import io.balsam.engine.api.RunView;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.scaling.ScalingSettings;
import io.balsam.engine.text.Count;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A workflow run by a site's agent, as seen from a command that submits or follows it.
 *
 * <p>In a site, jobs belong to the agent. A command fails with a hint when the agent is down,
 * instead of running the jobs itself: two owners of one site would have to share its store.
 * Mistakes in the script are found before the agent is asked. When a requested allocation is
 * refused no run is submitted, and when the run is refused the allocation is deleted.
 */
final class SiteRun {

  private static final Set<BatchJobState> OPEN =
      Set.of(BatchJobState.PENDING_SUBMISSION, BatchJobState.QUEUED, BatchJobState.RUNNING);

  private final Invocation call;
  private final Console console;
  private final boolean json;
  private final boolean detach;

  SiteRun(Invocation call) {
    this.call = call;
    this.json = call.arguments().has("json");
    this.detach = call.arguments().has("detach");
    this.console = json ? call.console().silent() : call.console();
  }

  /**
   * Submits a workflow to the agent, with an allocation when one is requested, and follows it.
   *
   * @param name the script as the user named it
   */
  int submit(NewRun asked, String name) throws InterruptedException {
    Optional<BatchJobRequest> allocation = AllocationOptions.asked(call.arguments());
    try (Balsam agent = agent()) {
      Optional<BatchJobInfo> batchJob = allocation.map(request -> ask(agent, request));
      RunView run = submit(agent, asked, batchJob);
      console.say(
          "%s: %s, submitted to %s"
              .formatted(
                  console.style().bold(run.name()),
                  Count.of(run.total(), "job"),
                  agent.site().name()));
      batchJob.ifPresent(info -> console.say("BatchJob %d is requested".formatted(info.id())));
      if (detach) {
        remindOfAllocation(agent, run, batchJob, "");
        if (json) {
          call.console().json(JsonPage.of(run));
        } else {
          console.say(
              "Watch it: %s, %s"
                  .formatted(Typed.here("runs"), Typed.here("job ls --run", run.name())));
        }
        return ExitCode.OK;
      }
      return follow(agent, run, name, batchJob, true);
    }
  }

  /** Follows a run that the agent already has. */
  int follow(Balsam agent, RunView run) throws InterruptedException {
    return follow(agent, run, "", Optional.empty(), false);
  }

  /**
   * Returns the API of the site's agent.
   *
   * @throws OperationFailed when it is down
   */
  Balsam agent() {
    return SiteAccess.agent(call.context())
        .orElseThrow(() -> new OperationFailed(Sites.agentDown(call)));
  }

  private static BatchJobInfo ask(Balsam agent, BatchJobRequest request) {
    try {
      return agent.batchJobs().submit(List.of(request)).get(0);
    } catch (IllegalArgumentException e) {
      throw new UsageProblem(String.valueOf(e.getMessage()));
    }
  }

  private static RunView submit(Balsam agent, NewRun asked, Optional<BatchJobInfo> batchJob) {
    try {
      return agent.submit(asked);
    } catch (RuntimeException e) {
      // Without the run there is no work for it.
      batchJob.ifPresent(info -> agent.batchJobs().delete(List.of(info.id())));
      throw e instanceof IllegalArgumentException
          ? new UsageProblem(String.valueOf(e.getMessage()))
          : e;
    }
  }

  /**
   * Prints whether the requested allocation was refused, or that there is none; what is refused
   * later, the list of runs reports.
   *
   * @param instead what a user who follows the run may do, as the end of a sentence
   */
  private void remindOfAllocation(
      Balsam agent, RunView run, Optional<BatchJobInfo> batchJob, String instead) {
    if (batchJob.isPresent()) {
      agent.batchJobs().find(List.of(batchJob.get().id()), Set.of(SUBMIT_FAILED)).stream()
          .map(
              info ->
                  "BatchJob %d was refused: %s; the run waits for another: %s%s"
                      .formatted(
                          info.id(),
                          info.message(),
                          Typed.here("queue submit -n NODES -t MINUTES"),
                          instead))
          .forEach(console::note);
    } else if (run.ended() == null
        && agent.site().launchers().isEmpty()
        && agent.batchJobs().find(List.of(), OPEN).isEmpty()) {
      console.note("nothing runs its jobs yet; " + askFor(agent) + instead);
    }
  }

  private static String askFor(Balsam agent) {
    return ScalingSettings.among(agent.site().modules())
        .map(
            scaler ->
                "%s asks for an allocation: %s shows which"
                    .formatted(scaler, Typed.here("site plan")))
        .orElseGet(
            () -> "request an allocation: " + Typed.here("queue submit -n NODES -t MINUTES"));
  }

  private int follow(
      Balsam agent, RunView begin, String script, Optional<BatchJobInfo> batchJob, boolean fresh)
      throws InterruptedException {
    Instant began = fresh ? begin.created() : Instant.now();
    boolean ended;
    RunView end;
    try (AgentSource source = new AgentSource(agent, begin, fresh)) {
      Interrupts.install(
          source::close,
          "no longer following; the agent continues " + begin.name(),
          call.console());
      remindOfAllocation(agent, begin, batchJob, "; " + AgentSource.LEAVE);
      try (Watch watch = new Watch(source, console, () -> {})) {
        ended = source.await();
      }
      end = source.run();
      if (json) {
        call.console().json(JsonPage.of(end));
      }
      if (ended) {
        Duration took = Duration.between(began, Instant.now());
        new Summary(console).print(agent, end, source.progress(), took, script);
      }
    }
    if (!ended) {
      console.say(
          "Watch it: %s; cancel it: %s"
              .formatted(
                  Typed.here("job ls --run", end.name()),
                  Typed.here("job cancel --run", end.name())));
      return ExitCode.INTERRUPTED;
    }
    return end.count(JobState.FAILED, JobState.CANCELLED) > 0 ? ExitCode.JOB_FAILED : ExitCode.OK;
  }
}
