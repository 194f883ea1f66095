package io.balsam.engine.query;

import io.balsam.engine.api.EngineFailure;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.Explanation;
import io.balsam.engine.batchjob.BatchScript;
import io.balsam.engine.batchjob.OpenBatchJobs;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.Job;
import io.balsam.engine.dispatch.JobDispatcher;
import io.balsam.engine.domain.HookKind;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.ParentKind;
import io.balsam.engine.execution.RunTexts;
import io.balsam.engine.files.OutputTail;
import io.balsam.engine.hook.Hooks;
import io.balsam.engine.process.OutputFiles;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.Store;
import io.balsam.engine.text.Count;
import io.balsam.engine.transfer.Staging;
import io.balsam.spi.BatchJobInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Explains the state of a job. From any thread but the event loop's. */
public final class Explainer {

  private static final int PARENTS_NAMED = 20;
  private static final String STRICT =
      "commands run in a strict shell (bash -e -o pipefail), where '… | head' fails once head has"
          + " read enough (SIGPIPE); 'shell strict: false' in the app turns that off";

  private final EngineParts parts;
  private final Store store;
  private final JobDispatcher dispatcher;
  private final Hooks hooks;
  private final Staging staging;
  private final RunQueries reads;
  private final ReuseStory reuse;
  private final AllocationAdvice advice;
  private final IdleRuns idle;

  public Explainer(
      EngineParts parts,
      JobDispatcher dispatcher,
      Hooks hooks,
      Staging staging,
      RunQueries reads,
      IdleRuns idle,
      AllocationAdvice advice) {
    this.parts = parts;
    store = parts.store.looking();
    this.dispatcher = dispatcher;
    this.hooks = hooks;
    this.staging = staging;
    this.reads = reads;
    this.idle = idle;
    this.reuse = new ReuseStory(store, parts.runs);
    this.advice = advice;
  }

  /** Facts that only the event loop has. */
  private record Live(
      boolean active, Optional<JobDispatcher.WaitReason> waitReason, @Nullable HookKind hook) {}

  private record Story(String summary, List<String> reasons, List<String> tail, String hint) {

    Story(String summary, String... reasons) {
      this(summary, List.of(reasons), List.of(), "");
    }

    Story hint(String text) {
      return new Story(summary, reasons, tail, text);
    }
  }

  public Optional<Explanation> explain(long id) {
    return store.jobs(List.of(id)).stream().findFirst().map(this::explain);
  }

  private Explanation explain(JobRecord job) {
    String owner = reads.owner(job.row().run());
    List<EventView> history = reads.history(job.row().id(), owner);
    Story story = story(job, history);
    return new Explanation(
        Views.job(job, owner),
        story.summary,
        story.reasons,
        reuse.describe(job, history),
        history,
        story.tail,
        story.hint);
  }

  private Story story(JobRecord job, List<EventView> history) {
    return switch (job.row().state()) {
      case JOB_FINISHED -> new Story("It finished successfully.");
      case FAILED -> failed(job, history);
      case CANCELLED ->
          new Story("It was cancelled.", HistoryTexts.attempts(history)).hint(retryHint(job));
      default -> onItsWay(job, history);
    };
  }

  private Story failed(JobRecord job, List<EventView> history) {
    EventView last = history.get(history.size() - 1);
    List<String> reasons = new ArrayList<>();
    if (last.data().get("at") != null) {
      reasons.add("in the script at " + last.data().get("at"));
    }
    List<String> tail = List.of();
    for (EventView event : history) {
      if (event.to() == JobState.RUN_ERROR || event.to() == JobState.RUN_TIMEOUT) {
        reasons.add("attempt " + event.data().get("attempt") + ": " + HistoryTexts.message(event));
        tail = tail(event.data(), job);
        if (HistoryTexts.brokenPipe(event.data())) {
          reasons.add(STRICT);
        }
      }
    }
    Object parent = last.data().get("root");
    String hint =
        parent == null
            ? logsHint(job, tail) + retryHint(job)
            : "balsam explain " + parent + " says why that one failed";
    return new Story("It failed: " + HistoryTexts.message(last) + ".", reasons, tail, hint);
  }

  private static List<String> tail(Map<String, Object> data, JobRecord job) {
    return data.get("tail") instanceof List<?> lines
        ? lines.stream().map(String::valueOf).toList()
        : OutputTail.of(Path.of(job.row().workdir()));
  }

  /** Returns a hint to the whole output, when there may be more than the last lines shown. */
  private static String logsHint(JobRecord job, List<String> tail) {
    Path workdir = Path.of(job.row().workdir());
    boolean errors = workdir.resolve(OutputFiles.ERR).toFile().length() > 0;
    if (OutputTail.onlyRunnerSaid(workdir) || (tail.isEmpty() && errors)) {
      return "balsam job logs %d --%s shows what its MPI runner said; "
          .formatted(job.row().id(), errors ? "err" : "launch");
    }
    if (tail.size() < OutputTail.LINES) {
      return "";
    }
    return "balsam job logs %d%s shows all of it; "
        .formatted(job.row().id(), errors ? " --err" : "");
  }

  private static String retryHint(JobRecord job) {
    return job.retriedBy().isPresent()
        ? "job " + job.retriedBy().getAsLong() + " replaces it"
        : "balsam job retry " + job.row().id() + " runs it again";
  }

  private Story onItsWay(JobRecord job, List<EventView> history) {
    Live live = live(job);
    if (!live.active) {
      return idle(job);
    }
    if (job.row().state() == JobState.AWAITING_PARENTS) {
      return awaiting(job);
    }
    Optional<String> lack = parts.shortages.of(job.row().id());
    if (lack.isPresent()) {
      return new Story(
          "It waits, since %s. It continues within a minute after more is available."
              .formatted(lack.get()));
    }
    return switch (job.row().state()) {
      case RUNNING -> running(job);
      case PREPROCESSED, RESTART_READY -> waitsForPlace(job, live, history);
      case READY -> moving(job, "Its input files are being staged in.");
      case POSTPROCESSED -> moving(job, "Its output files are being staged out.");
      case STAGED_OUT -> new Story("Its workdir is being cleaned up.");
      default -> deciding(job, live.hook);
    };
  }

  private static Story running(JobRecord job) {
    List<String> reasons = new ArrayList<>(List.of(attempt(job)));
    Path workdir = Path.of(job.row().workdir());
    if (OutputTail.onlyRunnerSaid(workdir)) {
      List<String> said = OutputTail.last(workdir.resolve(OutputFiles.LAUNCH));
      reasons.add("no output yet; its MPI runner said last: " + said.get(said.size() - 1));
    }
    return new Story("It is running.", reasons, List.of(), "");
  }

  /** Returns the story of a job in a run that this engine does not run. */
  private Story idle(JobRecord job) {
    IdleRuns.Answer answer = idle.of(job.row().state());
    List<String> reasons = new ArrayList<>();
    if (job.row().state() == JobState.AWAITING_PARENTS) {
      Story parents = awaiting(job);
      reasons.add(parents.summary);
      reasons.addAll(parents.reasons);
    } else if (job.row().state() == JobState.RUNNING) {
      reasons.add(attempt(job));
    }
    if (!answer.reason().isEmpty()) {
      reasons.add(answer.reason());
    }
    return new Story(answer.summary(), reasons, List.of(), answer.hint());
  }

  private Story deciding(JobRecord job, @Nullable HookKind hook) {
    if (hook == null) {
      return new Story("It is about to move on from " + job.row().state() + ".");
    }
    if (hooks.off()) {
      return new Story(
              "Its hook %s waits: the site's module processing, which runs hooks, is off."
                  .formatted(hook.word()))
          .hint(
              "balsam site sync turns it on once settings.yml has 'processing: {}' below"
                  + " 'service_modules'");
    }
    return new Story("Its hook " + hook.word() + " is running or waits for a thread.");
  }

  private Story moving(JobRecord job, String summary) {
    return new Story(summary, staging.progress(job.row().id()), List.of(), "");
  }

  private Story waitsForPlace(JobRecord job, Live live, List<EventView> history) {
    List<String> reasons = new ArrayList<>();
    if (job.attempts() > 0) {
      reasons.add(Count.of(job.attempts(), "attempt") + " so far");
      reasons.addAll(List.of(HistoryTexts.messages(history)));
    }
    if (job.restartAt() != null && job.restartAt().isAfter(parts.clock.instant())) {
      return new Story(
          "It is run again after a pause, at " + RunTexts.time(job.restartAt()) + ".",
          reasons,
          List.of(),
          "");
    }
    if (live.waitReason.isEmpty()) {
      return new Story("It is about to be started.", reasons, List.of(), "");
    }
    JobDispatcher.WaitReason waitReason = live.waitReason.get();
    reasons.addAll(0, waitReason.reasons());
    String hint = "";
    if (waitReason.elsewhere()) {
      AllocationReasons.Answer answer = allocations(job.row());
      reasons.addAll(0, answer.reasons());
      hint = answer.comes() ? "" : advice.of(job.row(), HistoryTexts.had(history));
    }
    return new Story(waitReason.summary(), reasons, List.of(), hint);
  }

  private static String attempt(JobRecord job) {
    return "attempt " + job.attempts() + " on " + job.node() + began(job);
  }

  private static String began(JobRecord job) {
    return job.began() == null ? "" : ", since " + RunTexts.time(job.began());
  }

  private AllocationReasons.Answer allocations(JobRow job) {
    List<BatchJobInfo> open = store.batchJobs(List.of(), OpenBatchJobs.STATES);
    long newest = store.lastBatchJobId();
    BatchJobInfo last =
        newest == 0
            ? null
            : store.batchJobs(List.of(newest), Set.of()).stream().findFirst().orElse(null);
    Optional<String> output =
        Optional.ofNullable(last)
            .filter(one -> !store.hasSession(one))
            .map(one -> BatchScript.output(advice.site(), one.id()));
    return AllocationReasons.of(job, open, last, output);
  }

  private Story awaiting(JobRecord job) {
    Map<Long, JobRow.Parent> edges =
        job.row().parents().stream()
            .collect(Collectors.toMap(JobRow.Parent::id, parent -> parent, (a, b) -> a));
    List<String> open = new ArrayList<>();
    for (JobRecord parent : store.jobs(edges.keySet())) {
      JobRow row = parent.row();
      if (!row.state().terminal()) {
        JobRow.Parent edge = edges.get(row.id());
        boolean anyEnd = edge != null && edge.kind() == ParentKind.ANY_END;
        open.add(
            "job "
                + row.id()
                + " ("
                + row.app()
                + ", "
                + Path.of(row.workdir()).getFileName()
                + ") is "
                + row.state()
                + (anyEnd ? "; it may end in any way" : ""));
      }
    }
    String summary =
        open.isEmpty()
            ? "All its parents have ended; it is about to become READY."
            : "It waits for " + open.size() + " of its " + edges.size() + " parents.";
    List<String> named = open.subList(0, Math.min(open.size(), PARENTS_NAMED));
    return new Story(summary, named, List.of(), "");
  }

  private Live live(JobRecord job) {
    try {
      return parts.loop.ask(
          () -> {
            Job found = parts.runs.find(job.row().run(), job.row().id());
            boolean active = found != null && found.run().active();
            return new Live(
                active,
                dispatcher.waitReason(job.row()),
                found == null ? null : hooks.running(found));
          });
    } catch (IllegalStateException | EngineFailure e) {
      return new Live(false, Optional.empty(), null);
    }
  }
}
