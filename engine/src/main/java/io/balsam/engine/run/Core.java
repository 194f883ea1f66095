package io.balsam.engine.run;

import io.balsam.engine.domain.HookKind;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.packing.NodePool;
import io.balsam.engine.packing.SiteRoom;
import io.balsam.engine.process.OrphanReaper;
import io.balsam.engine.process.ProcessLimits;
import io.balsam.engine.run.batchjob.BatchBook;
import io.balsam.engine.run.code.Functions;
import io.balsam.engine.run.command.OrderProcesses;
import io.balsam.engine.run.files.Cleanups;
import io.balsam.engine.run.files.Contents;
import io.balsam.engine.run.files.Moves;
import io.balsam.engine.run.hook.HookPool;
import io.balsam.engine.run.hook.Hooks;
import io.balsam.engine.run.hook.Staging;
import io.balsam.engine.run.loop.Batch;
import io.balsam.engine.run.loop.Details;
import io.balsam.engine.run.loop.Families;
import io.balsam.engine.run.loop.Lives;
import io.balsam.engine.run.loop.Loop;
import io.balsam.engine.run.loop.Runs;
import io.balsam.engine.run.node.ActiveRuns;
import io.balsam.engine.run.node.OwnNodes;
import io.balsam.engine.run.node.Running;
import io.balsam.engine.run.place.Ceiling;
import io.balsam.engine.run.place.Contexts;
import io.balsam.engine.run.place.Pace;
import io.balsam.engine.run.place.Pauses;
import io.balsam.engine.run.place.Places;
import io.balsam.engine.run.place.Rendering;
import io.balsam.engine.run.place.Usage;
import io.balsam.engine.run.submission.Cancels;
import io.balsam.engine.run.submission.Retries;
import io.balsam.engine.run.submission.Submissions;
import io.balsam.engine.run.threads.Lacks;
import io.balsam.engine.run.threads.PatientPool;
import io.balsam.engine.run.threads.Timers;
import io.balsam.spi.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The parts of an engine, put together: which state needs what. */
final class Core {

  private static final int FILE_THREADS = 4;

  final Details details;
  final Runs runs;
  final Loop loop;
  final Lives lives;
  final Places places;
  final @Nullable SiteDesk site;
  final Hooks hooks;
  final Staging staging;
  final Cleanups cleanups;
  final Submissions submissions;
  final Cancels cancels;
  final Retries retries;
  final Batch batch;
  final Usage usage;
  final SiteRoom siteRoom;
  final Contents contents = new Contents();
  final BatchBook batchBook;
  private final String owner = UUID.randomUUID().toString();
  final Timers timers = new Timers();

  /** Once the engine has ended nothing waits for what they would still do. */
  private final ThreadPoolExecutor files = new PatientPool(FILE_THREADS, "balsam-files");

  /** What jobs wait for that this machine lacks. */
  final Lacks lacks;

  final HookPool hookPool;
  private final Functions functions;
  private final EngineConfig config;
  ProcessLimits.Most most = ProcessLimits.Most.ANY;
  private boolean orphansEnded;
  private boolean finished;

  Core(EngineConfig config) {
    this.config = config;
    details = new Details(config.store());
    runs = new Runs(config.store(), config.site());
    batch = new Batch(details);
    loop = new Loop(config.store(), batch, config.clock());
    lives = new Lives(batch);
    usage = new Usage();
    siteRoom = new SiteRoom(config.resources());
    Contexts contexts = new Contexts(details);
    functions = new Functions();
    BiConsumer<Duration, Runnable> later =
        (delay, code) -> timers.in(delay, () -> files.execute(code));
    lacks = new Lacks(later);
    hookPool = new HookPool(config.hookThreads(), timers);
    site = config.rules() == null ? null : new SiteDesk(config, config.rules(), this, contexts);
    places = site == null ? ownNodes(contexts) : site.launchers;
    if (site != null) {
      // An agent lives for months; a run that has ended is in the store.
      batch.whenEnded(runs::forget);
    }
    submissions = new Submissions(config.store(), runs, batch, lives, details);
    hooks = new Hooks(batch, lives, loop, places, submissions, contexts, details, hookPool, lacks);
    Moves moves = new Moves(config.platform(), contents, later);
    cleanups = new Cleanups(files);
    staging =
        new Staging(
            config.store(), batch, lives, loop, places, details, moves, files, cleanups, lacks);
    cancels = new Cancels(config.store(), runs, lives);
    retries = new Retries(config.store(), runs, submissions, batch, details);
    batchBook =
        new BatchBook(
            config.store(),
            config.rules(),
            batch,
            loop,
            site == null ? new NoLaunchers() : site.sessions);
    if (site != null) {
      site.begin(batchBook);
    }
    wire(new Families(lives, loop::post));
  }

  private OwnNodes ownNodes(Contexts contexts) {
    List<Node> nodes = config.platform().nodes();
    Pace pace = new Pace();
    Running running =
        new Running(
            config.spawner(),
            functions,
            contexts,
            new Rendering(config.site(), siteRoom),
            new OrderProcesses(config.platform(), nodes, owner, false),
            files,
            loop,
            config.killGrace(),
            config.clock(),
            timers,
            pace,
            lacks);
    NodePool pool = new NodePool(nodes, true, 0, siteRoom);
    usage.add(pool.cores(), now());
    most = config.spawner().most();
    Ceiling ceiling = new Ceiling(most);
    ActiveRuns active = new ActiveRuns(pool, batch, lives, running, timers, usage, ceiling, lacks);
    running.tell(active);
    Pauses pauses = new Pauses(batch, lives, loop, timers);
    return new OwnNodes(pool, runs, batch, lives, details, running, pauses, active, pace);
  }

  private static final class NoLaunchers implements BatchBook.Launchers {
    @Override
    public void drain(long batchJob) {}

    @Override
    public void ended(long batchJob) {}
  }

  private void wire(Families families) {
    lives.on(JobState.CREATED, families::created);
    lives.on(JobState.AWAITING_PARENTS, families::awaiting);
    lives.on(JobState.READY, staging::in);
    lives.on(JobState.STAGED_IN, job -> hooks.decide(job, HookKind.PREPROCESS));
    lives.on(JobState.PREPROCESSED, places::runnable);
    lives.on(JobState.RESTART_READY, places::runnable);
    lives.on(JobState.RUNNING, places::running);
    lives.on(JobState.RUN_DONE, job -> hooks.decide(job, HookKind.POSTPROCESS));
    lives.on(JobState.RUN_ERROR, job -> hooks.decide(job, HookKind.HANDLE_ERROR));
    lives.on(JobState.RUN_TIMEOUT, job -> hooks.decide(job, HookKind.HANDLE_TIMEOUT));
    lives.on(JobState.POSTPROCESSED, staging::out);
    lives.on(JobState.STAGED_OUT, staging::clean);
    for (JobState state : JobState.values()) {
      if (state.terminal()) {
        lives.on(
            state,
            job -> {
              places.ended(job);
              job.run().forget(job.id());
              hooks.forget(job);
              staging.forget(job);
              families.ended(job);
            });
      }
    }
  }

  void start(Runnable afterCommit, Runnable onEnd) {
    loop.start(
        () -> {
          lives.settle();
          places.place();
        },
        afterCommit,
        () -> finished || (places.stopping() && places.idle() && hooks.noTimeoutOpen()),
        () -> {
          close();
          onEnd.run();
        });
  }

  /** On the loop's thread: begins to stop. */
  void stop() {
    places.stop();
    var grace = config.killGrace();
    batch.after(
        () ->
            timers.in(
                grace.multipliedBy(2).plusSeconds(1),
                () ->
                    loop.post(
                        () -> {
                          places.abandon();
                          batch.after(() -> finished = true);
                        })));
  }

  /**
   * The side of launchers.
   *
   * @param otherwise what follows from there being none
   */
  SiteDesk launchers(String otherwise) {
    if (site == null) {
      throw new IllegalArgumentException("this is not a site's agent: " + otherwise);
    }
    return site;
  }

  Instant now() {
    return config.clock().instant();
  }

  /** Once, before anything of an earlier engine is gone on with: ends what it left running. */
  synchronized void endOrphans() {
    if (!orphansEnded) {
      OrphanReaper.killOrphans(config.site(), owner);
      orphansEnded = true;
    }
  }

  /** Waits a little for threads that may still be reading the store. */
  void awaitThreads() throws InterruptedException {
    long end = System.nanoTime() + config.killGrace().toNanos();
    for (ExecutorService pool : List.of(hookPool.threads(), functions.threads(), files)) {
      pool.awaitTermination(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
  }

  private void close() {
    places.close();
    timers.close();
    hookPool.close();
    functions.close();
    files.getQueue().clear();
    files.shutdown();
    if (loop.failure() != null) {
      config.spawner().close();
    }
  }
}
