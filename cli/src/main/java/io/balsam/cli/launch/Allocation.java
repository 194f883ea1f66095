package io.balsam.cli.launch;

import io.balsam.cli.log.LogFile;
import io.balsam.cli.site.Call;
import io.balsam.cli.site.Site;
import io.balsam.cli.site.Trouble;
import io.balsam.cli.site.Wiring;
import io.balsam.cli.term.Typed;
import io.balsam.dsl.WorkflowReader;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.launch.Launcher;
import io.balsam.engine.launch.LauncherConfig;
import io.balsam.engine.launch.LauncherEnd;
import io.balsam.engine.launch.Patience;
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

/** The launchers of one allocation: one for each of its partitions. */
final class Allocation implements AutoCloseable {

  private final Call call;
  private final Site site;
  private final Settings settings;
  private final OwnerSeeker owner;
  private final PluginHost plugins;
  private final Platform platform;
  private final Told told;
  private final List<Launcher> launchers = new ArrayList<>();

  private Allocation(
      Call call, Site site, Settings written, OwnerSeeker owner, PluginHost plugins) {
    this.call = call;
    this.site = site;
    this.settings = site.made() ? SchedulerDefaults.of(written, plugins) : written;
    this.owner = owner;
    this.plugins = plugins;
    this.platform = Wiring.platform(plugins, settings, call.io());
    this.told = Told.of(call.arguments(), owner);
    told.asked().ifPresent(asked -> OwnNodes.check(asked, platform, settings, plugins));
    List<Partition> parts = told.parts();
    boolean whole = parts.size() == 1 && parts.get(0).nodes() == 0;
    List<List<Node>> slices =
        whole ? List.of(platform.nodes()) : Slices.of(platform.nodes(), parts);
    for (int i = 0; i < parts.size(); i++) {
      launchers.add(launcher(parts.get(i), slices.get(i)));
    }
  }

  /** Learns the nodes and makes the launchers; nothing is asked of the owner but the BatchJob. */
  static Allocation open(Call call, Site site) {
    Settings settings = call.settings(site);
    String batchJob = call.arguments().text("batch-job").orElse("0");
    LogFile.use(log(site, batchJob), settings.text(Setting.LOG_LEVEL));
    OwnerSeeker owner = new OwnerSeeker(site.balsam());
    PluginHost plugins = Wiring.plugins(call.io(), site);
    try {
      return new Allocation(call, site, settings, owner, plugins);
    } catch (RuntimeException e) {
      plugins.close();
      owner.close();
      throw e;
    }
  }

  static Path log(Site site, String batchJob) {
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
            Patience.keepingJobs(settings.seconds(Setting.LAUNCHER_PATIENCE)),
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

  /** Jobs must have ended a margin before whichever limit comes first. */
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

  /** Runs until all of them have ended; whether they ended in good order. */
  boolean run() throws InterruptedException {
    StopSignals.install(signal -> launchers.forEach(launcher -> launcher.stop(signal)));
    List<CompletableFuture<LauncherEnd>> ends = new ArrayList<>();
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
        LauncherEnd end = ends.get(i).get();
        well &= !end.trouble();
        call.console().result(Lines.end(launchers.get(i).config(), end));
      } catch (ExecutionException e) {
        throw new Trouble("a launcher failed: " + e.getCause(), e);
      }
    }
    if (!owner.met()) {
      throw new Trouble(
          "nothing was run: the agent of %s was never up; '%s' starts it"
              .formatted(site.directory(), Typed.of("site start", site.directory())));
    }
    return well;
  }

  private static CompletableFuture<LauncherEnd> start(Launcher launcher) {
    CompletableFuture<LauncherEnd> end = new CompletableFuture<>();
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
