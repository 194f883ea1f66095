package io.balsam.agent.access;

import io.balsam.agent.site.OperationFailed;
import io.balsam.agent.site.SiteContext;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.engine.Engine;
import io.balsam.engine.EngineConfig;
import io.balsam.engine.SiteModules;
import io.balsam.engine.concurrent.ProcessRuntime;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.dispatch.Backend;
import io.balsam.engine.dispatch.local.LocalBackend;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.process.ShellSpawner;
import io.balsam.engine.process.Spawner;
import io.balsam.engine.store.OldStoreException;
import io.balsam.engine.store.OutagePolicy;
import io.balsam.engine.store.Ownership;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.jdbc.Stores;
import io.balsam.engine.trust.DatabaseUrl;
import java.nio.file.Files;
import java.time.Duration;

/** Opens engines that run jobs in this process, or plan them. */
public final class EngineFactory {

  /** Time for which a run waits for an unavailable database; documented in docs/site.md. */
  private static final Duration OUTAGE = Duration.ofMinutes(10);

  private EngineFactory() {}

  /**
   * Makes this process the owner of a site, to run jobs there.
   *
   * @throws OperationFailed when another process is the owner
   */
  public static Owner own(SiteContext context, WorkflowLoader loader) {
    return own(context, loader, () -> {});
  }

  /**
   * Makes this process the owner of a site.
   *
   * @param last closed after all other parts, while the site is still owned
   */
  static Owner own(SiteContext context, WorkflowLoader loader, AutoCloseable last) {
    SiteDirectory site = context.site();
    Settings settings = context.settings();
    SiteOwnership.makeDirectories(site);
    context.ownLog(site.log());
    CloseStack parts = new CloseStack();
    try {
      Ownership ownership = parts.add(SiteOwnership.take(context));
      parts.add(last);
      OutagePolicy outages = new OutagePolicy(OUTAGE, context.frontend()::error);
      Store store = parts.add(Stores.open(databaseUrl(context), site.directory(), outages));
      store.warnings().forEach(context.frontend()::note);
      PluginHost host = parts.add(PlatformFactory.plugins(context));
      Platform platform = PlatformFactory.of(host, settings, context.environment());
      ShellSpawner spawner = new ShellSpawner();
      Engine engine =
          parts.add(
              engine(context, store, platform, loader, onOwnNodes(context, platform, spawner)));
      spawner.prepare();
      return new Owner(engine, ownership, parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /** Opens an engine that may plan but not run, and reads the site's store if there is one. */
  public static PlanningEngine plan(SiteContext context, WorkflowLoader loader) {
    CloseStack parts = new CloseStack();
    try {
      PluginHost host = parts.add(PlatformFactory.plugins(context));
      Platform platform = PlatformFactory.forPlans(host, context);
      Planned planned = planned(context);
      parts.add(planned.store);
      planned.store.warnings().forEach(context.frontend()::note);
      Engine engine =
          parts.add(
              engine(
                  context,
                  planned.store,
                  platform,
                  loader,
                  onOwnNodes(context, platform, new ShellSpawner())));
      return new PlanningEngine(engine, planned.known, parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private record Planned(Store store, boolean known) {}

  private static Planned planned(SiteContext context) {
    SiteDirectory site = context.site();
    boolean known = true;
    if (!context.settings().text(Setting.DB).isEmpty() || Files.exists(site.databaseFile())) {
      try {
        return new Planned(Stores.openReadOnly(databaseUrl(context), site.directory()), true);
      } catch (OldStoreException e) {
        known = e.empty();
      }
    }
    // An engine needs a store to plan with. This one belongs to no site, and writes to none.
    Store empty = Stores.open("jdbc:h2:mem:plan", site.balsam().resolve("none"));
    return new Planned(empty, known);
  }

  /** Opens an engine on a store of the site, for a process without service modules. */
  static Engine engine(
      SiteContext context,
      Store store,
      Platform platform,
      WorkflowLoader loader,
      Backend.Factory backend) {
    return engine(context, store, platform, loader, backend, SiteModules.NONE);
  }

  /** Opens an engine on a store of the site. */
  public static Engine engine(
      SiteContext context,
      Store store,
      Platform platform,
      WorkflowLoader loader,
      Backend.Factory backend,
      SiteModules modules) {
    return Engine.open(
        new EngineConfig(
            context.site().directory(),
            store,
            platform,
            loader,
            backend,
            limits(context.settings()),
            new ProcessRuntime(),
            modules));
  }

  /** Returns the factory of a backend that runs jobs on nodes of this process. */
  static Backend.Factory onOwnNodes(SiteContext context, Platform platform, Spawner spawner) {
    return LocalBackend.on(platform, spawner, context.settings().seconds(Setting.KILL_GRACE));
  }

  /** Returns the URL of the site's database. */
  public static String databaseUrl(SiteContext context) {
    String url = context.settings().text(Setting.DB);
    return url.isEmpty() ? DatabaseUrl.ofFile(context.site().database()) : url;
  }

  /** Returns the limits of an engine's concurrency and waiting times from the settings. */
  private static EngineConfig.Limits limits(Settings settings) {
    return new EngineConfig.Limits(
        settings.number(Setting.HOOK_THREADS).orElse(4),
        settings.seconds(Setting.KILL_GRACE),
        settings.amounts(Setting.RESOURCES));
  }
}
