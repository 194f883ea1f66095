package io.balsam.simulator.campaign;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.NewRun;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.plugin.EngineContext;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.jdbc.Stores;
import io.balsam.simulator.profile.SiteProfile;
import io.balsam.simulator.time.Happened;
import io.balsam.simulator.time.VirtualTime;
import io.balsam.spi.BackfillWindow;
import io.balsam.spi.Backlog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Future;

/** Runs a workflow on a simulated site until all its jobs have ended. */
public final class Campaign implements AutoCloseable {

  static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  /** Time until a killed owner is started again. */
  private static final Duration RESTART = Duration.ofSeconds(20);

  private final CampaignSetup setup;
  private final Simulation simulation;
  private final VirtualTime time = new VirtualTime(START);
  private final OwnerLife life = new OwnerLife();
  private final Store store;
  private final SimulatedOwner owner;
  private final SimulatedUser user;
  private final Progress progress;
  private final SimulatedLaunchers launchers;
  private final PluginHost plugins;
  private boolean changed = true;
  private int kills;

  /**
   * Creates a campaign on a record in memory.
   *
   * @param directory of the site, empty; receives the batch scripts
   */
  public Campaign(CampaignSetup setup, Path directory) {
    this(setup, directory, Borders.PLAIN);
  }

  Campaign(CampaignSetup setup, Path directory, Borders borders) {
    this.setup = setup;
    SplittableRandom random = new SplittableRandom(setup.seed());
    store = Stores.open("jdbc:h2:mem:" + UUID.randomUUID(), directory);
    simulation =
        new Simulation(
            setup.withJobs(onNodes(setup)),
            time,
            new BatchSystem(setup.machine().withSeed(setup.seed()), time),
            new ExecutionLog(),
            new Happened(),
            borders);
    write(directory.resolve(SiteProfile.TEMPLATE), "#!/bin/sh\n{{ launcher_cmd }}\n");
    plugins = PluginHost.open(List.of(), EngineContext.of(directory, time.clock()));
    Effects effects =
        new Effects(life, random.split(), setup.faults().effects(), simulation.happened());
    SimulatedPlatform platform = new SimulatedPlatform(scheduler(effects, random.split()));
    SimulatedOwner.Site site =
        new SimulatedOwner.Site(
            directory,
            setup.profile().config(),
            seen(effects, random.split()),
            platform,
            plugins,
            script -> setup.workflow());
    owner = new SimulatedOwner(site, life, effects, time, random.split());
    launchers = new SimulatedLaunchers(simulation, random.split(), owner, life, platform);
    user = new SimulatedUser(simulation, random.split(), owner);
    progress = new Progress(simulation, store);
  }

  /** Returns run times of which those of moldable jobs depend on the nodes that they were given. */
  private SimulatedJobs onNodes(CampaignSetup given) {
    List<JobSpec> declared = given.workflow().jobs();
    return (job, attempt) ->
        job <= declared.size() && declared.get((int) job - 1).resources().range().isPresent()
            ? given.jobs().of(job, attempt, nodes(job))
            : given.jobs().of(job, attempt);
  }

  private int nodes(long job) {
    return store.jobs(List.of(job)).get(0).row().resources().nodes();
  }

  private CalledScheduler scheduler(Effects effects, SplittableRandom random) {
    BatchSystem system = simulation.system();
    return new CalledScheduler(
        system,
        simulation.borders().scheduler().apply(system.scheduler()),
        effects,
        setup.faults().callShare(),
        random,
        simulation.happened());
  }

  /** Returns the record as the owner sees it. */
  private Store seen(Effects effects, SplittableRandom random) {
    Store own = simulation.borders().store().apply(store);
    Faults faults = setup.faults();
    return faults.effects() == 0 && faults.slowShare() == 0
        ? own
        : new OwnerStore(own, life, effects, random, faults.slowShare(), simulation.happened())
            .seen();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Submits the workflow and lets time pass until its jobs have ended.
   *
   * @param atMost virtual time after which it is given up
   * @return whether all jobs have ended; false also when they will not, as it seems
   */
  public boolean run(Duration atMost) {
    start();
    user.begin();
    progress.watch();
    boolean ended = time.until(() -> over() || !progress.stuck().isEmpty(), atMost);
    return ended && progress.stuck().isEmpty();
  }

  /** Lets more time pass, in which allocations without jobs end. */
  public void settle(Duration length) {
    boolean unused = time.until(this::tended, length);
  }

  private void start() {
    changed = true;
    try {
      owner.start();
      owner.engine().onChange(() -> changed = true);
      if (owner.engine().runs().isEmpty()) {
        owner.engine().submit(new NewRun(setup.workflow(), false));
      }
    } catch (RuntimeException e) {
      // It was killed as it started or as the run was submitted; it will be started again.
      if (!life.killed()) {
        throw e;
      }
    }
  }

  /** Plans the next start of an owner that was killed; returns whether it had not been. */
  private boolean attended() {
    if (owner.dead()) {
      kills++;
      owner.bury();
      Future<?> unused = time.in(RESTART, this::start);
      return false;
    }
    return true;
  }

  private boolean tended() {
    boolean unused = attended();
    return false;
  }

  private boolean over() {
    if (!attended() || !changed) {
      return false;
    }
    changed = false;
    try {
      return owner.lives() && !owner.engine().services().jobsLeft();
    } catch (RuntimeException e) {
      if (owner.lives()) {
        throw e;
      }
      return false;
    }
  }

  /** Returns why jobs that are left are given up, a clause; empty when time was over. */
  public String stuck() {
    return progress.stuck();
  }

  /** Returns the record of the site, to be read when the campaign has ended. */
  public Store record() {
    return store;
  }

  /** Returns what users see of the site, to be asked by the thread that runs the campaign. */
  public Balsam balsam() {
    return owner.engine();
  }

  /** Returns the work that waits for nodes. */
  public Backlog backlog() {
    return owner.engine().services().backlog(Map.of());
  }

  /** Returns the idle nodes as the batch system reports them. */
  public List<BackfillWindow> windows() {
    BatchSystem system = simulation.system();
    return system.call(system.scheduler()::backfill).orElse(List.of());
  }

  public ExecutionLog executions() {
    return simulation.log();
  }

  /** Returns the counts of the faults that have happened. */
  public Happened happened() {
    return simulation.happened();
  }

  Simulation simulation() {
    return simulation;
  }

  SimulatedUser user() {
    return user;
  }

  public VirtualTime time() {
    return time;
  }

  /** Returns how often the owner was killed. */
  public int kills() {
    return kills;
  }

  /** Ends the owner and the launchers, and closes the record. */
  @Override
  public void close() {
    launchers.close();
    owner.close();
    plugins.close();
    store.close();
  }
}
