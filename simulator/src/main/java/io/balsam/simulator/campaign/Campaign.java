package io.balsam.simulator.campaign;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.EngineFailure;
import io.balsam.engine.api.NewRun;
import io.balsam.engine.plugin.EngineContext;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.jdbc.Stores;
import io.balsam.simulator.time.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Future;

/** Runs a workflow on a simulated site until all its jobs have ended. */
public final class Campaign implements AutoCloseable {

  static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  /** Time until a killed owner is started again. */
  private static final Duration RESTART = Duration.ofSeconds(20);

  private final CampaignSetup setup;
  private final VirtualTime time = new VirtualTime(START);
  private final ExecutionLog log = new ExecutionLog();
  private final BatchSystem system;
  private final Store store;
  private final SimulatedOwner owner;
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
    this.setup = setup;
    SplittableRandom random = new SplittableRandom(setup.seed());
    system = new BatchSystem(setup.machine().withSeed(setup.seed()), time);
    write(directory.resolve(SiteProfile.TEMPLATE), "#!/bin/sh\n{{ launcher_cmd }}\n");
    store = Stores.open("jdbc:h2:mem:" + UUID.randomUUID(), directory);
    plugins = PluginHost.open(List.of(), EngineContext.of(directory, time.clock()));
    SimulatedPlatform platform =
        new SimulatedPlatform(
            new CalledScheduler(system, setup.faults().callShare(), random.split()));
    Store seen =
        setup.faults().commits() == 0
            ? store
            : new KillingStore(store, random.split(), setup.faults().commits(), this::killOwner)
                .seen();
    owner =
        new SimulatedOwner(
            new SimulatedOwner.Site(
                directory,
                setup.profile().config(),
                seen,
                platform,
                plugins,
                script -> setup.workflow()),
            time,
            random.split());
    launchers = new SimulatedLaunchers(time, random.split(), system, owner, setup, log, platform);
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
   * @return whether all jobs have ended
   */
  public boolean run(Duration atMost) {
    start();
    return time.until(this::over, atMost);
  }

  /** Lets more time pass, in which allocations without jobs end. */
  public void settle(Duration length) {
    boolean unused = time.until(() -> false, length);
  }

  private void start() {
    changed = true;
    try {
      owner.start();
      owner.engine().onChange(() -> changed = true);
      if (owner.engine().runs().isEmpty()) {
        owner.engine().submit(new NewRun(setup.workflow(), false));
      }
    } catch (EngineFailure e) {
      // It was killed as it started or as the run was submitted; it will be started again.
      owner.die();
    }
  }

  private void killOwner() {
    owner.die();
  }

  private boolean over() {
    if (owner.dead()) {
      kills++;
      owner.bury();
      Future<?> unused = time.in(RESTART, this::start);
      return false;
    }
    if (!changed) {
      return false;
    }
    changed = false;
    return owner.lives() && !owner.engine().services().jobsLeft();
  }

  /** Returns the record of the site, to be read when the campaign has ended. */
  public Store record() {
    return store;
  }

  /** Returns what users see of the site, to be asked by the thread that runs the campaign. */
  public Balsam balsam() {
    return owner.engine();
  }

  public ExecutionLog executions() {
    return log;
  }

  public BatchSystem batchSystem() {
    return system;
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
