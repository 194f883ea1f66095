package io.balsam.engine.hook;

import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.Job;
import io.balsam.engine.core.MissingApp;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.Hook;
import io.balsam.engine.domain.HookKind;
import io.balsam.engine.domain.HookResult;
import io.balsam.engine.domain.HookResult.Decision;
import io.balsam.engine.domain.JobContext;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.NoWorkdirException;
import io.balsam.engine.execution.FailureCauses;
import io.balsam.engine.execution.Interruptible;
import io.balsam.engine.execution.PlainValues;
import io.balsam.engine.execution.RunTexts;
import io.balsam.engine.files.Listing;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.process.Lack;
import io.balsam.engine.process.LackException;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobFiles;
import io.balsam.engine.submission.JobSubmitter;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls the hooks of apps in the four states that have one, and applies the default decisions when
 * an app has no hook.
 */
public final class Hooks {

  private final EngineParts parts;
  private final JobSubmitter submissions;
  private final HookPool pool;
  private final HookPool.By by;
  private final FailedAttempts failures;
  private final Map<Long, HookKind> inFlight = new HashMap<>();

  public Hooks(EngineParts parts, JobSubmitter submissions, HookPool pool, HookPool.By by) {
    this.parts = parts;
    this.submissions = submissions;
    this.pool = pool;
    this.by = by;
    failures = new FailedAttempts(parts.store);
  }

  /** Returns whether no hook is ever called. From any thread. */
  public boolean off() {
    return by == HookPool.By.NOBODY;
  }

  /** Handles a state that a hook decides on. */
  public void decide(Job job, HookKind kind) {
    if (!job.run().active()) {
      return;
    }
    App app = job.app();
    if (app == null) {
      parts.lifecycle.fail(job, MissingApp.vanished(job));
      return;
    }
    Hook hook = app.hooks().get(kind);
    if (hook == null) {
      apply(job, kind, app, new Decision.Default());
    } else if (!parts.loop.stopping() || kind == HookKind.HANDLE_TIMEOUT) {
      inFlight.put(job.id(), kind);
      JobState state = job.state();
      int attempts = job.attempts();
      parts.batch.after(() -> call(job, kind, app, hook, state, attempts));
    }
  }

  private void call(Job job, HookKind kind, App app, Hook hook, JobState state, int attempts) {
    Duration limit = pool.limit(app.hookLimit());
    pool.run(
        part -> {
          try {
            answer(job, kind, app, hook, state, attempts, part);
          } catch (LackException e) {
            Runnable again =
                () -> {
                  // Otherwise the job has ended meanwhile.
                  if (parts.shortages.of(job.id()).isPresent()) {
                    call(job, kind, app, hook, state, attempts);
                  }
                };
            parts.shortages.waits(job.id(), e, again);
          }
        },
        limit,
        () -> parts.loop.post(() -> failed(job, kind, state, tooLong(kind, limit))));
  }

  // Whatever a script's code throws, a linkage error included, is that hook's failure.
  private void answer(
      Job job,
      HookKind kind,
      App app,
      Hook hook,
      JobState state,
      int attempts,
      Interruptible part) {
    try {
      JobContext context = parts.contexts.of(job.run().directory, job.id(), state, attempts);
      HookResult said = part.call(() -> hook.call(context));
      HookResult result =
          new HookResult(
              said.decision(), PlainValues.map(said.data()), List.copyOf(said.submitted()));
      parts.shortages.get(
          job.id(),
          () -> kind == HookKind.POSTPROCESS ? Listing.ofJob(context.workdir()) : Listing.NONE,
          made -> parts.loop.post(() -> decided(job, kind, state, app, result, made)));
    } catch (Throwable e) {
      if (e instanceof NoWorkdirException || e instanceof LackException) {
        Lack.raise(e);
      }
      Map<String, Object> data = FailureCauses.of(kind.word(), e, job.run().workflow().script());
      parts.loop.post(() -> failed(job, kind, state, data));
    }
  }

  private static Map<String, Object> tooLong(HookKind kind, Duration limit) {
    return Map.of(
        "message", kind.word() + " took longer than its limit of " + RunTexts.duration(limit));
  }

  /** Returns whether the hook's decision is still waited for. */
  private boolean due(Job job, HookKind kind, JobState state) {
    return inFlight.remove(job.id(), kind) && job.state() == state;
  }

  private void failed(Job job, HookKind kind, JobState state, Map<String, Object> data) {
    if (due(job, kind, state)) {
      parts.lifecycle.fire(job, failing(kind), data);
    }
  }

  private void decided(
      Job job, HookKind kind, JobState state, App app, HookResult result, Listing made) {
    if (!due(job, kind, state)) {
      return;
    }
    try {
      submissions.dynamic(job, result.submitted());
    } catch (IllegalArgumentException e) {
      parts.lifecycle.fire(
          job, failing(kind), Map.of("message", kind.word() + ": " + e.getMessage()));
      return;
    }
    if (!result.data().equals(parts.details.get(job.id()).row().data())) {
      parts.batch.change(new Change.Data(job.id(), result.data()));
    }
    if (kind == HookKind.POSTPROCESS) {
      parts.batch.change(new Change.Files(job.id(), JobFiles.Kind.MADE, made.text()));
    }
    apply(job, kind, app, result.decision());
  }

  private void apply(Job job, HookKind kind, App app, Decision decision) {
    if (decision instanceof Decision.Fail fail) {
      parts.lifecycle.fire(job, failing(kind), Map.of("message", fail.reason()));
      return;
    }
    boolean restart = decision instanceof Decision.Restart;
    switch (kind) {
      case PREPROCESS -> {
        if (restart) {
          parts.lifecycle.fail(
              job,
              "preprocess cannot restart a job that has not run: use proceed() or fail(reason)");
        } else {
          parts.lifecycle.fire(job, Trigger.PREPROCESS_PROCEEDS);
        }
      }
      case POSTPROCESS ->
          parts.lifecycle.fire(
              job, restart ? Trigger.POSTPROCESS_RESTARTS : Trigger.POSTPROCESS_PROCEEDS);
      case HANDLE_ERROR -> {
        String error = job.run().errors.remove(job.id());
        int failed = restart || app.retry().attempts() > 1 ? failures.of(job) : 1;
        if (restart || failed < app.retry().attempts()) {
          restart(job, Trigger.ERROR_RESTARTS, app.retry().pauseAfter(failed), false);
        } else {
          String what = error == null ? "its last run failed" : error;
          parts.lifecycle.fire(
              job, Trigger.ERROR_FAILS, Map.of("message", usedUp(job, failed, what)));
        }
      }
      case HANDLE_TIMEOUT -> {
        boolean overtime = job.run().overtime.remove(job.id());
        int attempts = app.retry().attempts();
        int failed = !restart && overtime && attempts > 1 ? failures.of(job) : 0;
        if (failed >= attempts) {
          String message = usedUp(job, failed, "it ran too long");
          parts.lifecycle.fire(job, Trigger.TIMEOUT_FAILS, Map.of("message", message));
        } else {
          Duration pause = job.run().pauseAfterCutOff(job.id());
          restart(job, Trigger.TIMEOUT_RESTARTS, pause, overtime);
        }
      }
    }
  }

  private void restart(Job job, Trigger trigger, Duration pause, boolean overtime) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (overtime) {
      FailedAttempts.mark(data);
    }
    if (!pause.isZero()) {
      job.run().backOff.put(job.id(), parts.batch.now().plus(pause));
      data.put("restart_at", parts.batch.now().plus(pause).toString());
    }
    parts.lifecycle.fire(job, trigger, data);
  }

  private static String usedUp(Job job, int failed, String what) {
    if (job.attempts() <= 1) {
      return what;
    }
    int cutOff = job.attempts() - failed;
    String last = what + ", on the last of its " + job.attempts() + " attempts";
    return cutOff <= 0 ? last : "%s (%d cut off)".formatted(last, cutOff);
  }

  private static Trigger failing(HookKind kind) {
    return switch (kind) {
      case PREPROCESS -> Trigger.PREPROCESS_FAILS;
      case POSTPROCESS -> Trigger.POSTPROCESS_FAILS;
      case HANDLE_ERROR -> Trigger.ERROR_FAILS;
      case HANDLE_TIMEOUT -> Trigger.TIMEOUT_FAILS;
    };
  }

  /** Drops the hook of a job that has ended: its decision is no longer waited for. */
  public void forget(Job job) {
    inFlight.remove(job.id());
  }

  /** Returns the hook that is being waited for; null when there is none. */
  public @Nullable HookKind running(Job job) {
    return inFlight.get(job.id());
  }

  /** Returns whether no handler of a timeout is being waited for. */
  public boolean noTimeoutOpen() {
    return !inFlight.containsValue(HookKind.HANDLE_TIMEOUT);
  }
}
