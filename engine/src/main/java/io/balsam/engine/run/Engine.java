package io.balsam.engine.run;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.BatchJobs;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.Explanation;
import io.balsam.engine.api.GraphView;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.Page;
import io.balsam.engine.api.RunView;
import io.balsam.engine.api.SiteEvent;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.run.batchjob.BatchChange;
import io.balsam.engine.run.files.Cleanups;
import io.balsam.engine.run.files.Latest;
import io.balsam.engine.run.loop.EngineFailure;
import io.balsam.engine.run.loop.Job;
import io.balsam.engine.run.loop.LoadedRun;
import io.balsam.engine.run.loop.Progress;
import io.balsam.engine.run.plan.Plan;
import io.balsam.engine.run.plan.Planner;
import io.balsam.engine.run.plan.Prepared;
import io.balsam.engine.run.read.Explainer;
import io.balsam.engine.run.read.Reads;
import io.balsam.engine.run.threads.Signal;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.Store;
import io.balsam.spi.Backlog;
import io.balsam.spi.BatchJobInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner of a store: runs workflows and answers everything that is asked of them. All methods
 * may be called from any thread.
 */
public final class Engine implements Balsam {

  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  private final EngineConfig config;
  private final Store store;
  private final Core core;
  private final Signal commits = new Signal();
  private final Reads reads;
  private final Planner planner;
  private final Explainer explainer;
  private final Instant started;
  private volatile Supplier<List<SiteView.Module>> modules = List::of;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  private Engine(EngineConfig config) {
    this.config = config;
    this.store = config.store();
    this.started = config.clock().instant();
    this.core = new Core(config);
    this.reads = new Reads(store, core.runs, commits);
    this.planner = new Planner(store);
    this.explainer =
        new Explainer(store, config.clock(), core.loop, core.runs, core.places, core.hooks, reads);
    core.start(this::changed, commits::raise);
  }

  /**
   * Starts an engine. It runs nothing until told to, but answers, cancels and retries.
   *
   * @param config what it works with
   */
  public static Engine open(EngineConfig config) {
    return new Engine(config);
  }

  /**
   * Writes a new run of the workflow and begins to run it.
   *
   * @param reuse take the results of equal jobs of earlier runs
   * @return the run's number; it is on disk
   * @throws IllegalArgumentException when the workflow cannot be run as it stands (an unknown app,
   *     a workdir outside the run, …); the message is for people and nothing was written
   */
  public long submit(Workflow workflow, boolean reuse) {
    Prepared prepared = planner.prepare(workflow, reuse);
    LoadedRun run =
        core.loop.ask(
            () -> {
              LoadedRun made = core.submissions.submit(prepared);
              core.batch.after(() -> Latest.pointTo(made.directory));
              return made;
            });
    return run.id();
  }

  /**
   * Goes on with a run found in the store: processes that outlived an earlier engine are killed,
   * running jobs time out, every other job goes on where it was. Returns when that is on disk. A
   * run that has ended or is being run already is left alone.
   *
   * @throws IllegalArgumentException when there is no such run, or its script cannot be read
   */
  public void resume(long run) {
    RunRow row = row(run);
    LoadedRun known = core.runs.find(run);
    if (known != null && known.active()) {
      return;
    }
    Workflow workflow;
    try {
      workflow = config.loader().load(row.script());
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "the script of run " + row.name() + " cannot be read again: " + e.getMessage(), e);
    }
    core.endOrphans();
    core.loop.ask(
        () -> {
          LoadedRun loaded = core.runs.load(row);
          if (!loaded.active()) {
            loaded.activate(workflow);
            core.batch.look(loaded);
            for (int slot = 0; slot < loaded.table.size(); slot++) {
              core.lives.look(new Job(loaded, slot));
            }
          }
          return loaded;
        });
  }

  private RunRow row(long run) {
    return store.run(run).orElseThrow(() -> new IllegalArgumentException("there is no run " + run));
  }

  private LoadedRun loaded(long run) {
    LoadedRun loaded = core.runs.find(run);
    if (loaded == null) {
      throw new IllegalArgumentException("run " + run + " is not run by this engine");
    }
    return loaded;
  }

  /**
   * Waits until a run that this engine runs has ended.
   *
   * @return true when it ended; false when the engine was stopped before
   * @throws EngineFailure when the engine had to give up
   * @throws IllegalArgumentException when this engine does not run it
   */
  public boolean await(long run) throws InterruptedException {
    if (core.runs.find(run) == null && row(run).ended().isPresent()) {
      return true;
    }
    LoadedRun loaded = loaded(run);
    while (true) {
      long seen = commits.count();
      EngineFailure failure = core.loop.failure();
      if (failure != null) {
        throw failure;
      }
      if (loaded.ended || core.loop.ended()) {
        return loaded.ended;
      }
      commits.await(seen);
    }
  }

  /**
   * Starts nothing more, ends what runs (SIGTERM, after the grace SIGKILL), records it and returns
   * when that is on disk. Reads still work afterwards. A second call returns at once.
   */
  public void stop() {
    core.loop.post(core::stop);
    try {
      core.loop.join();
      core.awaitThreads();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What a submission would do; writes nothing.
   *
   * @param reuse also find out which jobs would be reused
   * @throws IllegalArgumentException as {@link #submit} would
   */
  public Plan plan(Workflow workflow, boolean reuse) {
    return planner.plan(workflow, reuse);
  }

  /**
   * How far a run has come.
   *
   * @throws IllegalArgumentException when this engine does not run it
   */
  public Progress progress(long run) {
    LoadedRun loaded = loaded(run);
    Instant now = config.clock().instant();
    return new Progress(
        run,
        loaded.row.name(),
        now,
        loaded.tally.lines(),
        core.usage.slots(),
        core.usage.busy(),
        core.usage.average(now),
        loaded.ended);
  }

  /**
   * Calls back after every commit, from the engine's own thread: the listener must return at once.
   * There is no way to take it back; it lives as long as the engine.
   */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private void changed() {
    commits.raise();
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        log.error("a listener failed", e);
      }
    }
  }

  @Override
  public List<RunView> runs() {
    return reads.runs();
  }

  @Override
  public Optional<RunView> run(long id) {
    return reads.run(id);
  }

  @Override
  public Page<JobView> jobs(JobFilter filter) {
    return reads.jobs(filter);
  }

  @Override
  public Optional<GraphView> graph(long run) {
    return reads.graph(run);
  }

  @Override
  public List<EventView> events(EventFilter filter, Duration wait) {
    return reads.events(filter, wait);
  }

  @Override
  public long lastEvent() {
    return store.lastEvent();
  }

  @Override
  public Optional<Explanation> explain(long job) {
    return explainer.explain(job);
  }

  @Override
  public CommandResult cancel(JobFilter jobs, boolean subtree) {
    List<JobRecord> chosen = all(jobs);
    return core.loop.ask(() -> core.cancels.cancel(chosen, subtree));
  }

  @Override
  public CommandResult retry(JobFilter jobs) {
    List<JobRecord> chosen = all(jobs);
    CommandResult result = core.loop.ask(() -> core.retries.retry(chosen));
    if (config.rules() != null) {
      // An agent runs whatever is open, runs that ended long ago and begin again included.
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

  /** Stops the engine and its spawner. The store stays open. */
  @Override
  public void close() {
    stop();
    config.spawner().close();
  }

  @Override
  public RunView submit(Script script, boolean reuse) {
    Workflow workflow;
    try {
      workflow = config.loader().load(script);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
    return run(submit(workflow, reuse)).orElseThrow();
  }

  @Override
  public Optional<Script> script(long run) {
    return store.run(run).map(RunRow::script);
  }

  @Override
  public BatchJobs batchJobs() {
    return core.batchBook;
  }

  /**
   * Writes what the batch_job_manager has learned of BatchJobs; on disk when this returns. What the
   * table of a BatchJob's life does not allow is left out and logged.
   *
   * @return the BatchJobs as they stand then, in the same order; unknown ones are left out. One
   *     that was deleted while the batch system took it is {@code DELETED} here, and its allocation
   *     still to be cancelled there
   */
  public List<BatchJobInfo> batchChanges(List<BatchChange> changes) {
    return core.batchBook.change(changes);
  }

  /** How often a BatchJob was submitted or its deletion asked for; for {@link #awaitBatchWork}. */
  public long batchWork() {
    return core.batchBook.workCount();
  }

  /**
   * Waits until a BatchJob is submitted, or its deletion is asked for.
   *
   * @param seen what {@link #batchWork} gave before the work was last looked for
   * @return false when the time is over
   */
  public boolean awaitBatchWork(long seen, Duration atMost) throws InterruptedException {
    return core.batchBook.awaitWork(seen, atMost);
  }

  /**
   * Leases, for launchers.
   *
   * @throws IllegalArgumentException when this engine runs jobs on its own nodes
   */
  @Override
  public Sessions sessions() {
    return desk("no launcher can work for it").desk;
  }

  private SiteDesk desk(String what) {
    SiteDesk desk = core.site;
    if (desk == null) {
      throw new IllegalArgumentException("this is not a site's agent: " + what);
    }
    return desk;
  }

  @Override
  public SiteView site() {
    return new SiteReads(config, core, started).view(modules.get());
  }

  /**
   * Returns while all is well.
   *
   * @throws EngineFailure when the engine had to give up
   */
  public void checkAlive() {
    EngineFailure failure = core.loop.failure();
    if (failure != null) {
      throw failure;
    }
  }

  /** Sets where {@link #site} learns of service modules; until then there are none. */
  public void modules(Supplier<List<SiteView.Module>> supplier) {
    modules = supplier;
  }

  @Override
  public List<SiteEvent> siteEvents(long after, int limit) {
    return store.siteEvents(after, limit);
  }

  /**
   * Writes something that a user should know of; on disk when this returns.
   *
   * @param source a module's name, {@code agent}, {@code launcher} or {@code batch_job}
   * @param batchJob the BatchJob it is about, 0 for none
   * @param message for people, one line
   */
  public void tell(String source, long batchJob, String message) {
    boolean unused =
        core.loop.ask(
            () -> {
              core.batch.site.event(core.batch.now(), source, batchJob, message);
              return true;
            });
  }

  /**
   * How many hooks may run at the same time from now on.
   *
   * @param atOnce 0 keeps all of them waiting; what runs goes on
   * @param limit of a hook's time, whatever its app says
   */
  public void hooks(int atOnce, Duration limit) {
    core.hookPool.size(atOnce, limit);
  }

  /** How many hooks run now, and how many wait, for people. */
  public String hookLoad() {
    return "%d running, %d waiting".formatted(core.hookPool.running(), core.hookPool.waiting());
  }

  /** The cleaning up after finished jobs. */
  public Cleanups cleanups() {
    return core.cleanups;
  }

  /**
   * The work that waits for launchers, and that runs in them.
   *
   * @param tags only jobs that have all of these; empty for all
   * @throws IllegalArgumentException when this engine runs jobs on its own nodes
   */
  public Backlog backlog(Map<String, String> tags) {
    SiteDesk desk = desk("it has no backlog");
    return core.loop.ask(() -> desk.backlog(tags));
  }

  /** Has the launchers of a BatchJob end everything and close. */
  public void drain(long batchJob) {
    SiteDesk desk = desk("it has no launchers");
    core.loop.post(() -> desk.sessions.drain(batchJob));
  }

  /** A BatchJob's allocation is over: soon after, its launchers are given up. */
  public void batchJobEnded(long batchJob) {
    SiteDesk desk = desk("it has no launchers");
    core.loop.post(() -> desk.sessions.ended(batchJob));
  }
}
