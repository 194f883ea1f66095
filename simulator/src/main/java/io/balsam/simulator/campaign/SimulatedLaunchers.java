package io.balsam.simulator.campaign;

import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.launcher.Launcher;
import io.balsam.engine.launcher.LauncherConfig;
import io.balsam.engine.launcher.LauncherLoop;
import io.balsam.engine.launcher.Launchers;
import io.balsam.engine.launcher.ReconnectPolicy;
import io.balsam.engine.plugin.Platform;
import io.balsam.simulator.time.SimulatedProcess;
import io.balsam.simulator.time.SimulatedRuntime;
import io.balsam.simulator.time.VirtualTime;
import io.balsam.spi.JobMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Future;

/** The launchers of a simulated site, one in each allocation that has begun. */
final class SimulatedLaunchers {

  /** Time before the end of an allocation at which its launcher ends. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** Time until a launcher has begun. */
  private static final Duration BEGIN = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(600);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private record Living(SimulatedProcess process, SimulatedSpawner spawner) {}

  private final Map<String, Living> living = new HashMap<>();
  private final VirtualTime time;
  private final SplittableRandom random;
  private final BatchSystem system;
  private final SimulatedOwner owner;
  private final CampaignSetup setup;
  private final ExecutionLog log;
  private final Platform platform;

  SimulatedLaunchers(
      VirtualTime time,
      SplittableRandom random,
      BatchSystem system,
      SimulatedOwner owner,
      CampaignSetup setup,
      ExecutionLog log,
      Platform platform) {
    this.time = time;
    this.random = random;
    this.system = system;
    this.owner = owner;
    this.setup = setup;
    this.log = log;
    this.platform = platform;
    system.follow(this::begun, this::lost);
  }

  private void begun(BatchSystem.Allocation allocation) {
    SimulatedProcess process = new SimulatedProcess(time);
    SplittableRandom own = random.split();
    SimulatedRuntime runtime = new SimulatedRuntime(process, own.split(), setup.faults().network());
    SimulatedSpawner spawner =
        new SimulatedSpawner(process, time.clock(), setup.jobs(), log, allocation.id());
    living.put(allocation.id(), new Living(process, spawner));
    WorkflowLoader loader = script -> setup.workflow();
    Launcher launcher =
        Launchers.onNodes(
            config(allocation), owner::sessions, this::script, platform, spawner, loader, runtime);
    Future<?> unused =
        process.in(
            BEGIN,
            () -> LauncherLoop.start(launcher, runtime, result -> finished(allocation.id())));
    Duration mean = setup.faults().launcherLife();
    if (!mean.isZero()) {
      Duration life = Duration.ofNanos((long) (-Math.log(own.nextDouble()) * mean.toNanos()));
      unused = process.in(life, () -> finished(allocation.id()));
    }
  }

  private Script script(long run) {
    return setup.workflow().script();
  }

  private LauncherConfig config(BatchSystem.Allocation allocation) {
    String name = allocation.name();
    return new LauncherConfig(
        OptionalLong.of(Long.parseLong(name.substring(name.lastIndexOf('-') + 1))),
        allocation.nodes().get(0).name(),
        JobMode.MPI,
        allocation.nodes(),
        true,
        0,
        Map.of(),
        allocation.end().minus(MARGIN),
        setup.profile().idle(),
        ReconnectPolicy.keepingJobs(PATIENCE),
        GRACE);
  }

  private void finished(String id) {
    lost(id);
    system.finish(id);
  }

  private void lost(String id) {
    Living one = living.remove(id);
    if (one != null) {
      one.process.kill();
      one.spawner.close();
    }
  }

  /** Ends all, with their allocations. */
  void close() {
    for (String id : living.keySet().stream().sorted().toList()) {
      finished(id);
    }
  }
}
