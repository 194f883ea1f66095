package io.balsam.engine;

import io.balsam.engine.api.AppTimes;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.BatchJobs;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.EngineFailure;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.Explanation;
import io.balsam.engine.api.GraphView;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.NewRun;
import io.balsam.engine.api.Page;
import io.balsam.engine.api.Principal;
import io.balsam.engine.api.Registration;
import io.balsam.engine.api.RunPlan;
import io.balsam.engine.api.RunProgress;
import io.balsam.engine.api.RunView;
import io.balsam.engine.api.ScalingPlan;
import io.balsam.engine.api.SiteEvent;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.batchjob.SitePolicy;
import io.balsam.engine.concurrent.Signal;
import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.process.ProcessLimits;
import io.balsam.engine.query.AllocationAdvice;
import io.balsam.engine.query.Explainer;
import io.balsam.engine.query.IdleRuns;
import io.balsam.engine.query.RunQueries;
import io.balsam.engine.query.RunTimeQueries;
import io.balsam.engine.scaling.ScalingSettings;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The owner of a store: runs workflows and answers all queries about them. All methods may be
 * called from any thread. Commands that name no principal are executed on behalf of {@link
 * Principal#local}.
 */
public final class Engine implements Balsam {

  private final EngineConfig config;

  /** View of the store for queries, which fail at once when the store is away. */
  private final Store store;

  private final EngineCore core;
  private final Signal commits;
  private final RunQueries reads;
  private final RunCommands commands;
  private final UserCommands users;
  private final RunFollower following;
  private final Explainer explainer;
  private final Instant started;
  private final SiteServices services;

  private Engine(EngineConfig config) {
    this.config = config;
    this.store = config.store().looking();
    this.started = config.clock().instant();
    this.commits = config.runtime().signal();
    this.core = new EngineCore(config);
    this.reads = new RunQueries(store, core.parts.runs, commits);
    this.services = new SiteServices(core);
    this.commands = new RunCommands(config, core);
    this.users = new UserCommands(core, commands);
    this.following = new RunFollower(config, core, commits);
    Optional<SitePolicy> rules = config.backend().rules();
    this.explainer =
        new Explainer(
            core.parts,
            core.backend.dispatcher(),
            core.hooks,
            core.staging,
            reads,
            new IdleRuns(config.site(), rules.isPresent()),
            new AllocationAdvice(
                rules.map(SitePolicy::name).orElse(""),
                rules.map(SitePolicy::queues).orElse(List.of()),
                rules.map(SitePolicy::defaultQueue).orElse(""),
                core.parts.siteResources,
                () -> ScalingSettings.among(config.modules().states())));
    core.start(following::changed, commits::raise);
  }

  /**
   * Starts an engine. It runs nothing until asked to, but answers, cancels and retries.
   *
   * @param config the parts and limits of the engine
   */
  public static Engine open(EngineConfig config) {
    return new Engine(config);
  }

  /**
   * Writes a new run of the workflow and begins to run it.
   *
   * @param reuse take the results of equal jobs of earlier runs
   * @return the run's id; it is on disk
   * @throws IllegalArgumentException when the workflow cannot be run as it is (an unknown app, a
   *     workdir outside the run, …); the message is for users and nothing was written
   */
  public long submit(Workflow workflow, boolean reuse) {
    return users.submit(Principal.local(), workflow, reuse);
  }

  /**
   * Resumes a run found in the store: processes that outlived an earlier engine are killed, running
   * jobs time out, every other job continues in its present state. Returns when that is on disk. A
   * run that has ended or is being run already is left alone.
   *
   * @throws IllegalArgumentException when there is no such run, or it is of an earlier version and
   *     its script cannot be read
   */
  public void resume(long run) {
    commands.resume(run);
  }

  /**
   * Waits until a run that this engine runs has ended.
   *
   * @return true when it ended; false when the engine was stopped before
   * @throws EngineFailure when the engine had to give up
   * @throws IllegalArgumentException when this engine does not run it
   */
  public boolean await(long run) throws InterruptedException {
    return following.await(run);
  }

  /**
   * Starts nothing more, ends what runs (SIGTERM, after the grace SIGKILL), records it and returns
   * when that is on disk. Reads still work afterwards. A second call returns at once. An interrupt
   * ends the wait, not the work: a thread that may be interrupted must not call this.
   */
  public void stop() {
    config.store().waitNoMore();
    core.parts.loop.post(core::stop);
    try {
      core.parts.loop.join();
      core.awaitThreads();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns what a submission would do; writes nothing.
   *
   * @param reuse also find out which jobs would be reused
   * @throws IllegalArgumentException as {@link #submit} would
   */
  public RunPlan plan(Workflow workflow, boolean reuse) {
    return commands.plan(workflow, reuse);
  }

  /**
   * Returns the progress of a run.
   *
   * @throws IllegalArgumentException when this engine does not run it
   */
  public RunProgress progress(long run) {
    return following.progress(run);
  }

  /**
   * Registers a listener called after every commit, from the engine's own thread: it must return at
   * once.
   */
  public Registration onChange(Runnable listener) {
    return following.onChange(listener);
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
  public Page<TransferItemView> transfers(TransferFilter filter) {
    return reads.transfers(filter);
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
  public List<AppTimes> apps() {
    return RunTimeQueries.of(store);
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
  public Balsam as(Principal principal) {
    return new PrincipalBalsam(this, users, principal);
  }

  @Override
  public CommandResult cancel(JobFilter jobs, boolean subtree) {
    return users.cancel(Principal.local(), jobs, subtree);
  }

  @Override
  public CommandResult removeRuns(List<Long> runs, boolean trial) {
    return users.removeRuns(Principal.local(), runs, trial);
  }

  @Override
  public CommandResult removeJobs(JobFilter jobs, boolean subtree, boolean trial) {
    return users.removeJobs(Principal.local(), jobs, subtree, trial);
  }

  @Override
  public CommandResult retry(JobFilter jobs) {
    return users.retry(Principal.local(), jobs);
  }

  /** Stops the engine and its spawner. The store stays open. */
  @Override
  public void close() {
    stop();
    core.backend.close();
  }

  @Override
  public RunView submit(NewRun run) {
    return as(Principal.local()).submit(run);
  }

  @Override
  public Optional<Script> script(long run) {
    return store.run(run).map(RunRow::script);
  }

  @Override
  public BatchJobs batchJobs() {
    return users.batchJobs(Principal.local());
  }

  /**
   * Returns the session protocol for launchers.
   *
   * @throws IllegalArgumentException when this engine runs jobs on its own nodes
   */
  @Override
  public Sessions sessions() {
    return core.backend.sessions();
  }

  /** Returns how many jobs at a time this machine's limits allow. */
  public ProcessLimits.Most most() {
    return core.backend.most();
  }

  /** Returns the interface between the engine and a site's service modules. */
  public SiteServices services() {
    return services;
  }

  @Override
  public ScalingPlan plan() {
    return config.modules().plan();
  }

  @Override
  public SiteView site() {
    return new SiteReads(config, core, started).view();
  }

  /**
   * Checks that the engine has not failed.
   *
   * @throws EngineFailure when the engine had to give up
   */
  public void checkAlive() {
    EngineFailure failure = core.parts.loop.failure();
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public List<SiteEvent> siteEvents(long after, int limit) {
    return store.siteEvents(after, limit);
  }
}
