package io.balsam.simulator.campaign;

import io.balsam.engine.Engine;
import io.balsam.engine.EngineConfig;
import io.balsam.engine.api.EngineFailure;
import io.balsam.engine.api.RunView;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.dispatch.lease.LeaseBackend;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.launcher.OwnerUnavailable;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.site.ServiceModules;
import io.balsam.engine.site.SiteConfig;
import io.balsam.engine.store.Store;
import io.balsam.simulator.time.Connections;
import io.balsam.simulator.time.SimulatedProcess;
import io.balsam.simulator.time.SimulatedRuntime;
import io.balsam.simulator.time.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The owner of a simulated site: a real engine with its modules, which can be killed. */
final class SimulatedOwner {

  private final Site site;
  private final OwnerLife life;
  private final Effects effects;
  private final VirtualTime time;
  private final SplittableRandom random;
  private @Nullable SimulatedProcess process;
  private @Nullable ServiceModules modules;
  private @Nullable Engine engine;

  /** Site of the owner, which stays when the owner is killed. */
  record Site(
      Path directory,
      SiteConfig config,
      Store store,
      Platform platform,
      PluginHost plugins,
      WorkflowLoader loader) {}

  SimulatedOwner(
      Site site, OwnerLife life, Effects effects, VirtualTime time, SplittableRandom random) {
    this.site = site;
    this.life = life;
    this.effects = effects;
    this.time = time;
    this.random = random;
  }

  /** Starts it, as an agent starts: it resumes what has not ended. */
  void start() {
    SimulatedProcess born = new SimulatedProcess(time);
    process = born;
    life.begin(born);
    SimulatedRuntime runtime = new SimulatedRuntime(born, random.split(), Connections.none());
    ServiceModules made =
        new ServiceModules(
            site.config,
            site.directory,
            site.platform,
            site.plugins,
            List.of("balsam"),
            runtime,
            (resources, wallTime) -> Optional.empty());
    Engine opened =
        Engine.open(
            new EngineConfig(
                site.directory,
                site.store,
                site.platform,
                site.loader,
                LeaseBackend.under(site.config.rules()),
                new EngineConfig.Limits(1, Duration.ofSeconds(5), Map.of()),
                runtime,
                made));
    modules = made;
    engine = opened;
    for (RunView run : opened.runs()) {
      if (run.ended() == null) {
        opened.resume(run.id());
      }
    }
    made.start(opened);
  }

  boolean lives() {
    return engine != null && !life.killed();
  }

  Engine engine() {
    Engine now = engine;
    if (now == null) {
      throw new OwnerUnavailable("the owner does not live");
    }
    return now;
  }

  /** Returns the session protocol; throws when the owner does not live. */
  Sessions sessions() {
    return new ReachedSessions(engine().sessions(), Objects.requireNonNull(process), effects);
  }

  /** Returns whether it was killed, or has failed, and was not buried yet. */
  boolean dead() {
    if (engine != null && !life.killed()) {
      try {
        engine.checkAlive();
      } catch (EngineFailure e) {
        life.kill();
      }
    }
    return life.begun() && life.killed();
  }

  /** Forgets a dead owner. Its modules, which wait at this moment, end without doing more. */
  void bury() {
    ServiceModules left = modules;
    life.end();
    engine = null;
    modules = null;
    if (left != null) {
      left.close();
    }
  }

  /** Ends it in order, unless it is dead. */
  void close() {
    if (life.killed()) {
      bury();
    } else if (modules != null && engine != null) {
      modules.close();
      engine.close();
    }
  }
}
