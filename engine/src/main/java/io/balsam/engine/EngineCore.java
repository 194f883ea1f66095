package io.balsam.engine;

import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.Principal;
import io.balsam.engine.batchjob.BatchJobRegistry;
import io.balsam.engine.batchjob.OpenBatchJobs;
import io.balsam.engine.batchjob.SitePolicy;
import io.balsam.engine.core.DependencyTracker;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.EventLoop;
import io.balsam.engine.core.LifecycleDriver;
import io.balsam.engine.dispatch.Backend;
import io.balsam.engine.dispatch.JobDispatcher;
import io.balsam.engine.domain.HookKind;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.files.ContentDigests;
import io.balsam.engine.hook.HookPool;
import io.balsam.engine.hook.Hooks;
import io.balsam.engine.packing.Capacity;
import io.balsam.engine.process.OrphanReaper;
import io.balsam.engine.submission.Cancellations;
import io.balsam.engine.submission.JobSubmitter;
import io.balsam.engine.submission.Retries;
import io.balsam.engine.transfer.CleanupQueue;
import io.balsam.engine.transfer.Staging;
import io.balsam.engine.transfer.Ways;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Wires the parts of an engine: sets the handler of each state. */
final class EngineCore {

  final EngineParts parts;
  final Backend backend;
  final Hooks hooks;
  final Staging staging;
  final CleanupQueue cleanups;
  final JobSubmitter submissions;
  final Cancellations cancels;
  final Retries retries;
  final ContentDigests contents = new ContentDigests();
  final Ways ways;
  final BatchJobRegistry batchJobs;
  final HookPool hookPool;
  private final EngineConfig config;
  private final JobDispatcher dispatcher;
  private boolean orphansEnded;
  private boolean finished;

  EngineCore(EngineConfig config) {
    this.config = config;
    ways = new Ways(config.platform());
    Optional<SitePolicy> rules = config.backend().rules();
    parts =
        new EngineParts(
            config.site(),
            config.store(),
            config.runtime(),
            config.limits().resources(),
            rules.isPresent());
    hookPool = new HookPool(config.limits().hookThreads(), config.runtime(), parts.timers);
    if (config.modules().hooks() != HookPool.By.ENGINE) {
      hookPool.hold();
    }
    OpenBatchJobs openBatchJobs = new OpenBatchJobs(config.store(), parts.batch);
    backend = config.backend().create(parts, openBatchJobs);
    dispatcher = backend.dispatcher();
    batchJobs =
        new BatchJobRegistry(
            config.store(),
            rules.orElse(null),
            parts.batch,
            parts.loop,
            openBatchJobs,
            backend.launchers());
    submissions =
        new JobSubmitter(
            config.store(), parts.runs, parts.batch, parts.lifecycle, parts.details, ways);
    hooks = new Hooks(parts, submissions, hookPool, config.modules().hooks());
    SiteModules modules = config.modules();
    cleanups = new CleanupQueue(modules.cleanups(), parts.files, modules::cleanupWaits);
    staging = new Staging(parts, config.platform(), ways, contents, cleanups);
    cancels = new Cancellations(config.store(), parts.runs, parts.lifecycle);
    retries = new Retries(config.store(), parts.runs, submissions, parts.batch, parts.details);
    backend.begin();
    wire(parts.lifecycle, new DependencyTracker(parts.lifecycle, parts.loop::post));
  }

  /** Returns which jobs the site can run at all. May ask the batch system. */
  Capacity capacity() {
    return config.modules().capacity();
  }

  private void wire(LifecycleDriver lifecycle, DependencyTracker dependencies) {
    lifecycle.on(JobState.CREATED, dependencies::created);
    lifecycle.on(JobState.AWAITING_PARENTS, dependencies::awaiting);
    lifecycle.on(JobState.READY, staging::in);
    lifecycle.on(JobState.STAGED_IN, job -> hooks.decide(job, HookKind.PREPROCESS));
    lifecycle.on(JobState.PREPROCESSED, dispatcher::runnable);
    lifecycle.on(JobState.RESTART_READY, dispatcher::runnable);
    lifecycle.on(JobState.RUNNING, dispatcher::running);
    lifecycle.on(JobState.RUN_DONE, job -> hooks.decide(job, HookKind.POSTPROCESS));
    lifecycle.on(JobState.RUN_ERROR, job -> hooks.decide(job, HookKind.HANDLE_ERROR));
    lifecycle.on(JobState.RUN_TIMEOUT, job -> hooks.decide(job, HookKind.HANDLE_TIMEOUT));
    lifecycle.on(JobState.POSTPROCESSED, staging::out);
    lifecycle.on(JobState.STAGED_OUT, staging::clean);
    for (JobState state : JobState.values()) {
      if (state.terminal()) {
        lifecycle.on(
            state,
            job -> {
              dispatcher.ended(job);
              job.run().forget(job.id());
              hooks.forget(job);
              staging.forget(job);
              dependencies.ended(job);
            });
      }
    }
  }

  /**
   * Starts the event loop.
   *
   * @param committed called after each commit
   * @param ended called once when the event loop has ended
   */
  void start(Runnable committed, Runnable ended) {
    parts.loop.start(
        new EventLoop.Driver() {
          @Override
          public void decide() {
            parts.lifecycle.settle();
            dispatcher.place();
          }

          @Override
          public void committed() {
            committed.run();
          }

          @Override
          public boolean finished() {
            return finished
                || (parts.loop.stopping() && dispatcher.idle() && hooks.noTimeoutOpen());
          }

          @Override
          public void ended() {
            close();
            ended.run();
          }
        });
  }

  /** Records what a command of a principal did, and returns it. On the event loop's thread. */
  CommandResult recorded(Principal by, String what, CommandResult result) {
    parts.batch.site.command(parts.batch.now(), by, what, result.done());
    return result;
  }

  /** Begins to stop. On the event loop's thread. */
  void stop() {
    parts.loop.stop();
    dispatcher.stop();
    Duration most = config.limits().killGrace().multipliedBy(2).plusSeconds(1);
    parts.batch.after(() -> parts.timers.in(most, () -> parts.loop.post(this::abandon)));
  }

  private void abandon() {
    dispatcher.abandon();
    parts.batch.after(() -> finished = true);
  }

  /** Ends what an earlier engine left running; once, before any of its runs is resumed. */
  synchronized void endOrphans() {
    if (!orphansEnded) {
      OrphanReaper.killOrphans(config.site(), parts.owner);
      orphansEnded = true;
    }
  }

  /** Waits for threads that may still be reading the store, at most for the kill grace. */
  void awaitThreads() throws InterruptedException {
    long end = System.nanoTime() + config.limits().killGrace().toNanos();
    List<ExecutorService> pools = new ArrayList<>(backend.threads());
    pools.add(hookPool.threads());
    pools.add(parts.files);
    for (ExecutorService pool : pools) {
      pool.awaitTermination(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
  }

  private void close() {
    backend.ended();
    parts.timers.close();
    hookPool.close();
    parts.files.getQueue().clear();
    parts.files.shutdown();
    if (parts.loop.failure() != null) {
      backend.close();
    }
  }
}
