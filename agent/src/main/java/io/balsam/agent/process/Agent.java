package io.balsam.agent.process;

import io.balsam.agent.access.AccessToken;
import io.balsam.agent.access.CloseStack;
import io.balsam.agent.access.EngineFactory;
import io.balsam.agent.access.PlatformFactory;
import io.balsam.agent.access.QueueCapacity;
import io.balsam.agent.access.SettingsCheck;
import io.balsam.agent.access.SiteOwnership;
import io.balsam.agent.access.WorkflowFormats;
import io.balsam.agent.site.IdentityFile;
import io.balsam.agent.site.JvmCommand;
import io.balsam.agent.site.OperationFailed;
import io.balsam.agent.site.SiteContext;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.engine.Engine;
import io.balsam.engine.api.EngineFailure;
import io.balsam.engine.api.RunView;
import io.balsam.engine.concurrent.ProcessRuntime;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.dispatch.lease.LeaseBackend;
import io.balsam.engine.packing.Capacity;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.site.PidFile;
import io.balsam.engine.site.SchedulerDefaults;
import io.balsam.engine.site.ServiceModules;
import io.balsam.engine.site.SiteConfig;
import io.balsam.engine.store.OutagePolicy;
import io.balsam.engine.store.OwnerInfo;
import io.balsam.engine.store.Ownership;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.jdbc.Stores;
import io.balsam.server.ApiServer;
import io.balsam.server.OwnerAddress;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** The agent of a site, in this process. */
public final class Agent implements AutoCloseable {

  /** Message of the event that ends a start. */
  static final String STARTED = "the agent has started";

  private final Engine engine;
  private final CloseStack parts;

  private Agent(Engine engine, CloseStack parts) {
    this.engine = engine;
    this.parts = parts;
  }

  /**
   * Takes ownership of the site, resumes every run that has not ended, serves requests, and starts
   * the service modules.
   *
   * @param program started again by the scripts of BatchJobs
   * @param takeOver whether to ignore the note of an agent on another host, which is known to be
   *     gone
   * @throws OperationFailed when another process owns the site
   */
  public static Agent start(SiteContext context, JvmCommand program, boolean takeOver) {
    SiteDirectory site = context.site();
    Settings settings = context.settings();
    SiteOwnership.makeDirectories(site);
    context.ownLog(site.agentLog());
    SiteConfig plan = SettingsCheck.plan(context);
    CloseStack parts = new CloseStack();
    try {
      Ownership ownership = parts.add(SiteOwnership.take(context));
      if (!takeOver) {
        refuseOtherHost(site);
      }
      parts.add(PidFile.write(site.balsam()));
      OutagePolicy outages =
          new OutagePolicy(OutagePolicy.FOR_EVER, LoggerFactory.getLogger(Agent.class)::warn);
      Store store =
          parts.add(Stores.open(EngineFactory.databaseUrl(context), site.directory(), outages));
      PluginHost host = parts.add(PlatformFactory.plugins(context));
      Platform platform = PlatformFactory.forAgent(host, settings);
      ServiceModules modules =
          new ServiceModules(
              plan,
              site.directory(),
              platform,
              host,
              program.onNodes(),
              new ProcessRuntime(),
              capacity(context, host));
      Engine engine =
          parts.add(
              EngineFactory.engine(
                  context,
                  store,
                  platform,
                  script -> WorkflowFormats.all().load(script),
                  LeaseBackend.under(plan.rules()),
                  modules));
      parts.add(modules);
      // Before it answers: who started it reads these events then.
      store.warnings().forEach(warning -> engine.services().event("agent", 0, warning));
      store.warnings().forEach(context.frontend()::note);
      resume(engine);
      Settings effective = SchedulerDefaults.of(settings, host);
      serve(site, engine, ownership, effective.text(Setting.LISTEN), parts);
      AppliedSettings.of(effective).write(site);
      modules.start(engine);
      engine.services().event("agent", 0, STARTED);
      LoggerFactory.getLogger(Agent.class).info("the agent of {} is up", site.directory());
      return new Agent(engine, parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static Capacity capacity(SiteContext context, PluginHost host) {
    QueueCapacity queues =
        new QueueCapacity(
            context.site(),
            host,
            context.environment(),
            LoggerFactory.getLogger(Agent.class)::warn);
    return new KeptCapacity(() -> queues.read(context.settings()));
  }

  /**
   * Fails if the PID file names an agent on another host: not every file system extends the lock to
   * other hosts.
   */
  static void refuseOtherHost(SiteDirectory site) {
    Optional<OwnerInfo> other =
        PidFile.read(site.balsam()).filter(agent -> !agent.host().equals(OwnerInfo.thisHost()));
    if (other.isPresent()) {
      throw new OperationFailed(
          AgentState.elsewhere(other.get()) + "; if that machine is gone for good: --force");
    }
  }

  private static void resume(Engine engine) {
    for (RunView run : engine.runs()) {
      if (run.ended() == null) {
        try {
          engine.resume(run.id());
        } catch (IllegalArgumentException e) {
          engine.services().event("agent", 0, String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private static void serve(
      SiteDirectory site, Engine engine, Ownership ownership, String listen, CloseStack parts) {
    String token = AccessToken.fresh();
    try {
      ApiServer server =
          parts.add(
              ApiServer.start(
                  engine, token, listen, () -> new IdentityFile(site).take(Instant.now())));
      OwnerAddress address = server.address();
      ownership.publish(address.url(), token, address.pin());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new OperationFailed("setting listen: " + e.getMessage(), e);
    }
  }

  /**
   * Waits until the agent is to end.
   *
   * @param end counted down when the agent is to end
   * @throws EngineFailure when the engine had to give up before
   */
  public void awaitEnd(CountDownLatch end) throws InterruptedException {
    while (!end.await(1, TimeUnit.SECONDS)) {
      engine.checkAlive();
    }
  }

  /** Closes all parts of the agent; what cannot end in time is abandoned. */
  @Override
  public void close() {
    parts.close();
  }
}
