package io.balsam.simulator.campaign;

import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.launcher.Launcher;
import io.balsam.engine.launcher.LauncherConfig;
import io.balsam.engine.launcher.LauncherLoop;
import io.balsam.engine.launcher.Launchers;
import io.balsam.engine.launcher.ReconnectPolicy;
import io.balsam.engine.plugin.Platform;
import io.balsam.simulator.time.Connections;
import io.balsam.simulator.time.Happened.Fault;
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
  private final Simulation simulation;
  private final VirtualTime time;
  private final CampaignSetup setup;
  private final SplittableRandom random;
  private final SimulatedOwner owner;
  private final OwnerLife life;
  private final Platform platform;

  SimulatedLaunchers(
      Simulation simulation,
      SplittableRandom random,
      SimulatedOwner owner,
      OwnerLife life,
      Platform platform) {
    this.simulation = simulation;
    this.time = simulation.time();
    this.setup = simulation.setup();
    this.random = random;
    this.owner = owner;
    this.life = life;
    this.platform = platform;
    simulation.system().follow(this::begun, this::lost);
  }

  private void begun(BatchSystem.Allocation allocation) {
    SimulatedProcess process = new SimulatedProcess(time);
    SplittableRandom own = random.split();
    Connections connections =
        new Connections(setup.faults().network(), life::held, simulation.happened());
    SimulatedRuntime runtime = new SimulatedRuntime(process, own.split(), connections);
    SimulatedSpawner spawner =
        new SimulatedSpawner(
            process, time.clock(), setup.jobs(), simulation.log(), allocation.id());
    living.put(allocation.id(), new Living(process, spawner));
    WorkflowLoader loader = script -> setup.workflow();
    Launcher launcher =
        Launchers.onNodes(
            config(allocation),
            owner::sessions,
            this::script,
            platform,
            simulation.borders().spawner().apply(spawner),
            loader,
            runtime);
    Future<?> unused =
        process.in(
            BEGIN,
            () -> LauncherLoop.start(launcher, runtime, result -> finished(allocation.id())));
    Duration mean = setup.faults().launcherLife();
    if (!mean.isZero()) {
      Duration length = Duration.ofNanos((long) (-Math.log(own.nextDouble()) * mean.toNanos()));
      unused = process.in(length, () -> perished(allocation.id()));
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

  private void perished(String id) {
    simulation.happened().note(Fault.LOST_LAUNCHER);
    finished(id);
  }

  private void finished(String id) {
    lost(id);
    simulation.system().finish(id);
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
