package io.balsam.cli.launch;

import io.balsam.cli.log.LogFile;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.OperationFailed;
import io.balsam.cli.site.SiteDirectory;
import io.balsam.cli.site.Wiring;
import io.balsam.cli.term.Typed;
import io.balsam.dsl.WorkflowReader;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.launcher.Launcher;
import io.balsam.engine.launcher.LauncherConfig;
import io.balsam.engine.launcher.LauncherResult;
import io.balsam.engine.launcher.ReconnectPolicy;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.process.ShellSpawner;
import io.balsam.engine.site.SchedulerDefaults;
import io.balsam.engine.store.OwnerInfo;
import io.balsam.spi.JobMode;
import io.balsam.spi.Node;
import io.balsam.spi.Partition;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The launchers of one allocation, one for each of its partitions. */
final class AllocationLaunchers implements AutoCloseable {

  private final Invocation call;
  private final SiteDirectory site;
  private final Settings settings;
  private final OwnerLocator owner;
  private final PluginHost plugins;
  private final Platform platform;
  private final LauncherOptions told;
  private final List<Launcher> launchers = new ArrayList<>();

  private AllocationLaunchers(
      Invocation call,
      SiteDirectory site,
      Settings written,
      OwnerLocator owner,
      PluginHost plugins) {
    this.call = call;
    this.site = site;
    this.settings = site.made() ? SchedulerDefaults.of(written, plugins) : written;
    this.owner = owner;
    this.plugins = plugins;
    this.platform = Wiring.platform(plugins, settings, call.io());
    this.told = LauncherOptions.of(call.arguments(), owner);
    told.asked().ifPresent(asked -> OwnNodes.check(asked, platform, settings, plugins));
    List<Partition> parts = told.parts();
    boolean whole = parts.size() == 1 && parts.get(0).nodes() == 0;
    List<List<Node>> slices =
        whole ? List.of(platform.nodes()) : NodePartitions.of(platform.nodes(), parts);
    for (int i = 0; i < parts.size(); i++) {
      launchers.add(launcher(parts.get(i), slices.get(i)));
    }
  }

  /**
   * Detects the nodes and creates the launchers; the owner is asked for nothing but the BatchJob.
   */
  static AllocationLaunchers open(Invocation call, SiteDirectory site) {
    Settings settings = call.settings(site);
    String batchJob = call.arguments().text("batch-job").orElse("0");
    LogFile.use(log(site, batchJob), settings.text(Setting.LOG_LEVEL));
    OwnerLocator owner = new OwnerLocator(site.balsam());
    PluginHost plugins = Wiring.plugins(call.io(), site);
    try {
      return new AllocationLaunchers(call, site, settings, owner, plugins);
    } catch (RuntimeException e) {
      plugins.close();
      owner.close();
      throw e;
    }
  }

  static Path log(SiteDirectory site, String batchJob) {
    String name =
        "launcher-%s-%s-%d.log"
            .formatted(batchJob, OwnerInfo.thisHost(), ProcessHandle.current().pid());
    return site.directory().resolve("log").resolve(name);
  }

  private Launcher launcher(Partition part, List<Node> nodes) {
    boolean serial = part.mode() == JobMode.SERIAL;
    LauncherConfig config =
        new LauncherConfig(
            told.batchJob(),
            OwnerInfo.thisHost(),
            part.mode(),
            nodes,
            serial || platform.runner("").sharesNodes(),
            serial ? settings.number(Setting.LAUNCHER_CACHE).orElse(1) : 0,
            part.tags(),
            ends(),
            idle(),
            ReconnectPolicy.keepingJobs(settings.seconds(Setting.LAUNCHER_PATIENCE)),
            settings.seconds(Setting.KILL_GRACE));
    if (serial) {
      return Launcher.ofWorkers(
          config,
          owner::sessions,
          platform,
          new ShellSpawner(),
          new WorkerFiles(site, config, settings.text(Setting.LISTEN)),
          site.directory().resolve("log").resolve("workers"),
          Clock.systemUTC());
    }
    return Launcher.onNodes(
        config,
        owner::sessions,
        owner::script,
        platform,
        new ShellSpawner(),
        new WorkflowReader(),
        Clock.systemUTC());
  }

  /**
   * Returns the time at which jobs must have ended: a margin before whichever limit comes first.
   */
  private @Nullable Instant ends() {
    OptionalInt minutes = told.minutes();
    Stream<Instant> limits =
        Stream.concat(
            platform.end().stream(),
            minutes.isEmpty()
                ? Stream.empty()
                : Stream.of(Instant.now().plus(Duration.ofMinutes(minutes.getAsInt()))));
    return limits
        .min(Instant::compareTo)
        .map(end -> end.minus(settings.seconds(Setting.LAUNCHER_MARGIN)))
        .orElse(null);
  }

  private @Nullable Duration idle() {
    Duration set =
        call.arguments()
            .text("idle-ttl")
            .map(text -> Duration.ofSeconds(call.arguments().number("idle-ttl", 0, 0)))
            .orElse(settings.seconds(Setting.LAUNCHER_IDLE));
    return set.isZero() ? null : set;
  }

  /**
   * Runs the launchers until all have ended.
   *
   * @return whether all of them ended without trouble
   */
  boolean run() throws InterruptedException {
    StopSignals.install(signal -> launchers.forEach(launcher -> launcher.stop(signal)));
    List<CompletableFuture<LauncherResult>> ends = new ArrayList<>();
    for (Launcher launcher : launchers) {
      call.console().result(Lines.begin(launcher.config()));
      ends.add(start(launcher));
    }
    if (!owner.up()) {
      call.console()
          .note(
              "the agent of %s is down: no jobs until it is up ('%s')"
                  .formatted(site.directory(), Typed.of("site start", site.directory())));
    }
    call.io().out().flush();
    boolean well = true;
    for (int i = 0; i < ends.size(); i++) {
      try {
        LauncherResult end = ends.get(i).get();
        well &= !end.trouble();
        call.console().result(Lines.end(launchers.get(i).config(), end));
      } catch (ExecutionException e) {
        throw new OperationFailed("a launcher failed: " + e.getCause(), e);
      }
    }
    if (!owner.met()) {
      throw new OperationFailed(
          "nothing was run: the agent of %s was never up; '%s' starts it"
              .formatted(site.directory(), Typed.of("site start", site.directory())));
    }
    return well;
  }

  private static CompletableFuture<LauncherResult> start(Launcher launcher) {
    CompletableFuture<LauncherResult> end = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                end.complete(launcher.run());
              } catch (InterruptedException | RuntimeException | Error e) {
                end.completeExceptionally(e);
              }
            },
            "launcher");
    thread.start();
    return end;
  }

  @Override
  public void close() {
    plugins.close();
    owner.close();
  }
}
