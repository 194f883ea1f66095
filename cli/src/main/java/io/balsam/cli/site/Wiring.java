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

/** Puts the parts together: the one place that knows them all. */
public final class Wiring {

  /** Another command that looks holds the store for an instant; an owner that starts, for less. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** So long a run waits for a database that is away; docs/site.md says so. */
  private static final Duration OUTAGE = Duration.ofMinutes(10);

  /** A connection lost for longer means that the owner has ended. */
  static final Duration LOST = Duration.ofSeconds(1);

  /** How long a restart of the agent may take. */
  private static final Duration RESTART = Duration.ofMinutes(1);

  private Wiring() {}

  /**
   * The agent of a site, which may be restarted while it is talked to; empty when it is down.
   *
   * @throws OperationFailed when a run of this directory alone is going on
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

  /** Where an owner answers, as it has written it down. */
  public static OwnerAddress address(OwnerInfo owner) {
    return new OwnerAddress(owner.url(), owner.token(), owner.pin());
  }

  static Optional<OwnerInfo> listening(SiteDirectory site) {
    return Ownership.read(site.balsam()).filter(owner -> !owner.url().isEmpty());
  }

  /**
   * Makes this process the owner of a site, to run jobs there.
   *
   * @throws OperationFailed when another process is
   */
  public static Owner own(Invocation call, SiteDirectory site, WorkflowReader reader) {
    return own(call, site, reader, () -> {});
  }

  /**
   * The same.
   *
   * @param last closed after all else, while the site is still owned
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

  /** An engine that may plan but not run, and looks at the site's store if there is one. */
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
    // An engine needs a store to plan with. This one is of no site, and writes in none.
    Store empty = Stores.open("jdbc:h2:mem:plan", site.balsam().resolve("none"));
    return new Planned(empty, known);
  }

  /** The plugins of a site. */
  public static PluginHost plugins(Io io, SiteDirectory site) {
    return PluginHost.open(
        Installation.pluginPlaces(io, site), EngineContext.of(site.directory(), Clock.systemUTC()));
  }

  /** The platform of a site's agent: it looks for no nodes, launchers do. */
  public static Platform agentPlatform(PluginHost host, Settings settings) {
    return Platforms.withoutNodes(host, chosen(SchedulerDefaults.of(settings, host)));
  }

  static PlatformSettings chosen(Settings settings) {
    return new PlatformSettings(
        settings.text(Setting.NODES),
        settings.text(Setting.RUNNER),
        settings.plugins(),
        settings::place);
  }

  /**
   * For looking at a script; what nodes the allocations of a site with an agent will have, nobody
   * knows.
   */
  public static Platform planningPlatform(
      PluginHost host, SiteDirectory site, Settings settings, Io io) {
    return site.made() ? agentPlatform(host, settings) : platform(host, settings, io);
  }

  /** The platform that the settings choose. */
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

  /** What the settings say of a node counts, not what was found there. */
  private static Node asSet(Node found, Settings settings) {
    long memory = settings.bytes(Setting.MEMORY);
    Map<String, Integer> resources = new HashMap<>(found.resources());
    resources.putAll(settings.amounts(Setting.NODE_RESOURCES));
    return (memory == 0 ? found : found.withMemory(memory)).withResources(resources);
  }

  /** The address of the site's database. */
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

  /** What the settings say of how much an engine does at a time, and how long it waits. */
  public static EngineConfig.Limits limits(Settings settings) {
    return new EngineConfig.Limits(
        settings.number(Setting.HOOK_THREADS).orElse(4),
        settings.seconds(Setting.KILL_GRACE),
        settings.amounts(Setting.RESOURCES));
  }

  /**
   * Takes ownership of a site.
   *
   * @throws OperationFailed when another process has it and answers, or does neither for long
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

  /** Makes what an owner needs of a site. */
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
