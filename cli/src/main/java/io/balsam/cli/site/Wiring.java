package io.balsam.cli.site;

import io.balsam.cli.log.LogFile;
import io.balsam.cli.term.Io;
import io.balsam.cli.term.Times;
import io.balsam.cli.term.Typed;
import io.balsam.dsl.WorkflowReader;
import io.balsam.engine.Engine;
import io.balsam.engine.EngineConfig;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.config.ProviderKind;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.dispatch.local.LocalBackend;
import io.balsam.engine.plugin.EngineContext;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.plugin.PlatformSettings;
import io.balsam.engine.plugin.Platforms;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.process.ShellSpawner;
import io.balsam.engine.site.PidFile;
import io.balsam.engine.site.SchedulerDefaults;
import io.balsam.engine.store.OldStoreException;
import io.balsam.engine.store.OutagePolicy;
import io.balsam.engine.store.OwnerInfo;
import io.balsam.engine.store.Ownership;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.jdbc.Stores;
import io.balsam.engine.trust.DatabaseUrl;
import io.balsam.engine.trust.FileTrouble;
import io.balsam.engine.trust.OwnFiles;
import io.balsam.server.ApiClient;
import io.balsam.server.OwnerAddress;
import io.balsam.spi.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Connects the parts of the program; the only class that depends on all of them. */
public final class Wiring {

  /**
   * Limit for waiting while the store is held by another command that reads it, or by an owner that
   * starts.
   */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Time for which a run waits for an unavailable database; documented in docs/site.md. */
  private static final Duration OUTAGE = Duration.ofMinutes(10);

  /** Time after which a lost connection means that the owner has ended. */
  static final Duration LOST = Duration.ofSeconds(1);

  /** Maximum duration of a restart of the agent. */
  private static final Duration RESTART = Duration.ofMinutes(1);

  private Wiring() {}

  /**
   * Returns the agent of a site, which may be restarted during the connection; empty when it is
   * down.
   *
   * @throws OperationFailed when a run of this directory without an agent is going on
   */
  public static Optional<Balsam> agent(Invocation call) {
    SiteDirectory site = call.nearestSite();
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      if (!Ownership.held(site.balsam())) {
        return Optional.empty();
      }
      if (listening(site).isPresent()) {
        Balsam agent = client(site, RESTART);
        if (!agent.site().agent()) {
          throw new OperationFailed(
              "a run without the agent goes on in %s: wait for it, then '%s'"
                  .formatted(site.directory(), Typed.here("site start")));
        }
        return Optional.of(agent);
      }
      pause(site, deadline);
    }
  }

  static ApiClient client(SiteDirectory site, Duration patience) {
    return new ApiClient(() -> listening(site).map(Wiring::address), patience);
  }

  /** Returns the network address that an owner has recorded. */
  public static OwnerAddress address(OwnerInfo owner) {
    return new OwnerAddress(owner.url(), owner.token(), owner.pin());
  }

  static Optional<OwnerInfo> listening(SiteDirectory site) {
    return Ownership.read(site.balsam()).filter(owner -> !owner.url().isEmpty());
  }

  /**
   * Makes this process the owner of a site, to run jobs there.
   *
   * @throws OperationFailed when another process is the owner
   */
  public static Owner own(Invocation call, SiteDirectory site, WorkflowReader reader) {
    return own(call, site, reader, () -> {});
  }

  /**
   * Makes this process the owner of a site.
   *
   * @param last closed after all other parts, while the site is still owned
   */
  static Owner own(Invocation call, SiteDirectory site, WorkflowReader reader, AutoCloseable last) {
    Settings settings = call.settings(site);
    makeDirectories(site);
    LogFile.rotate(site.log());
    LogFile.use(site.log(), settings.text(Setting.LOG_LEVEL));
    CloseStack parts = new CloseStack();
    try {
      Ownership ownership = parts.add(ownership(site));
      parts.add(last);
      OutagePolicy outages = new OutagePolicy(OUTAGE, call.console()::error);
      Store store = parts.add(Stores.open(url(site, settings), site.directory(), outages));
      store.warnings().forEach(call.console()::note);
      PluginHost host = parts.add(plugins(call.io(), site));
      Platform platform = platform(host, settings, call.io());
      ShellSpawner spawner = new ShellSpawner();
      Engine engine = parts.add(engine(site, settings, store, platform, reader, spawner));
      spawner.prepare();
      return new Owner(engine, ownership, parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /** Opens an engine that may plan but not run, and reads the site's store if there is one. */
  public static PlanningEngine plan(Invocation call, SiteDirectory site, WorkflowReader reader) {
    Settings settings = call.settings(site);
    CloseStack parts = new CloseStack();
    try {
      PluginHost host = parts.add(plugins(call.io(), site));
      Platform platform = planningPlatform(host, site, settings, call.io());
      Planned planned = planned(site, settings);
      parts.add(planned.store);
      planned.store.warnings().forEach(call.console()::note);
      Engine engine =
          parts.add(engine(site, settings, planned.store, platform, reader, new ShellSpawner()));
      return new PlanningEngine(engine, planned.known, parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private record Planned(Store store, boolean known) {}

  private static Planned planned(SiteDirectory site, Settings settings) {
    boolean known = true;
    if (!settings.text(Setting.DB).isEmpty()
        || Files.exists(site.balsam().resolve("balsam.mv.db"))) {
      try {
        return new Planned(Stores.look(url(site, settings), site.directory()), true);
      } catch (OldStoreException e) {
        known = e.empty();
      }
    }
    // An engine needs a store to plan with. This one belongs to no site, and writes to none.
    Store empty = Stores.open("jdbc:h2:mem:plan", site.balsam().resolve("none"));
    return new Planned(empty, known);
  }

  /** Loads the plugins of a site. */
  public static PluginHost plugins(Io io, SiteDirectory site) {
    return PluginHost.open(
        Installation.pluginPlaces(io, site), EngineContext.of(site.directory(), Clock.systemUTC()));
  }

  /** Returns the platform of a site's agent: it detects no nodes, as launchers do that. */
  public static Platform agentPlatform(PluginHost host, Settings settings) {
    return Platforms.withoutNodes(host, chosen(SchedulerDefaults.of(settings, host)));
  }

  /** Returns the names and blocks of the platform that the settings choose. */
  public static PlatformSettings chosen(Settings settings) {
    return new PlatformSettings(
        settings.text(Setting.NODES),
        settings.text(Setting.RUNNER),
        settings.plugins(),
        settings::place);
  }

  /**
   * Returns the platform for checking a script; the nodes of future allocations of a site with an
   * agent are unknown.
   */
  private static Platform planningPlatform(
      PluginHost host, SiteDirectory site, Settings settings, Io io) {
    return site.made() ? agentPlatform(host, settings) : platform(host, settings, io);
  }

  /** Returns the platform that the settings select. */
  public static Platform platform(PluginHost host, Settings settings, Io io) {
    String nodes = settings.text(Setting.NODES);
    PlatformSettings chosen = chosen(settings);
    OptionalInt slots = settings.number(Setting.SLOTS);
    if (slots.orElse(0) > 0) {
      chosen = chosen.with(ProviderKind.NODES, nodes, "slots", slots.getAsInt());
    }
    OptionalInt gpus = settings.number(Setting.GPUS);
    if (gpus.isPresent()) {
      chosen = chosen.with(ProviderKind.NODES, nodes, "gpus", gpus.getAsInt());
    }
    return Platforms.create(host, chosen, io.environment(), node -> asSet(node, settings));
  }

  /**
   * Returns the node with the values of the settings, which take precedence over the detected ones.
   */
  public static Node asSet(Node found, Settings settings) {
    long memory = settings.bytes(Setting.MEMORY);
    Map<String, Integer> resources = new HashMap<>(found.resources());
    resources.putAll(settings.amounts(Setting.NODE_RESOURCES));
    return (memory == 0 ? found : found.withMemory(memory)).withResources(resources);
  }

  /** Returns the URL of the site's database. */
  public static String url(SiteDirectory site, Settings settings) {
    String url = settings.text(Setting.DB);
    return url.isEmpty() ? DatabaseUrl.ofFile(site.balsam().resolve("balsam")) : url;
  }

  private static Engine engine(
      SiteDirectory site,
      Settings settings,
      Store store,
      Platform platform,
      WorkflowReader reader,
      ShellSpawner spawner) {
    return Engine.open(
        new EngineConfig(
            site.directory(),
            store,
            platform,
            reader,
            LocalBackend.on(platform, spawner, settings.seconds(Setting.KILL_GRACE)),
            limits(settings),
            Clock.systemUTC()));
  }

  /** Returns the limits of an engine's concurrency and waiting times from the settings. */
  public static EngineConfig.Limits limits(Settings settings) {
    return new EngineConfig.Limits(
        settings.number(Setting.HOOK_THREADS).orElse(4),
        settings.seconds(Setting.KILL_GRACE),
        settings.amounts(Setting.RESOURCES));
  }

  /**
   * Takes ownership of a site.
   *
   * @throws OperationFailed when another process owns it and answers, or has not answered for long
   */
  public static Ownership ownership(SiteDirectory site) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      Optional<Ownership> ownership = Ownership.acquire(site.balsam());
      if (ownership.isPresent()) {
        return ownership.get();
      }
      Optional<OwnerInfo> owner = listening(site);
      if (owner.isPresent()) {
        OwnerInfo there = owner.get();
        if (PidFile.read(site.balsam()).filter(agent -> agent.pid() == there.pid()).isPresent()) {
          throw new OperationFailed(
              "the agent of %s runs already (process %d on %s, since %s): '%s' ends it"
                  .formatted(
                      site.directory(),
                      there.pid(),
                      there.host(),
                      Times.day(there.started()),
                      Typed.of("site stop", site.directory())));
        }
        throw new OperationFailed(
            ("a run is going on in %s already (process %d on %s, since %s): "
                    + "wait for it ('%s' shows it), or use another site: --site DIR")
                .formatted(
                    site.directory(),
                    owner.get().pid(),
                    owner.get().host(),
                    Times.day(owner.get().started()),
                    Typed.here("runs")));
      }
      pause(site, deadline);
    }
  }

  /** Creates the directories that an owner needs. */
  public static void makeDirectories(SiteDirectory site) {
    try {
      OwnFiles.makePrivate(site.balsam());
      OwnFiles.make(Objects.requireNonNull(site.log().getParent()));
    } catch (IOException e) {
      throw new OperationFailed(
          FileTrouble.of("cannot write in " + site.directory(), site.balsam(), e)
              + "; use another site: --site DIR",
          e);
    }
  }

  static void pause(SiteDirectory site, Instant deadline) {
    if (Instant.now().isAfter(deadline)) {
      Path lock = site.balsam().resolve("owner.lock");
      throw new OperationFailed(
          "another process holds %s and does not answer; end it, then try again".formatted(lock));
    }
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationFailed("interrupted while waiting for " + site.directory(), e);
    }
  }
}
