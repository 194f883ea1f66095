package io.balsam.agent.launch;

import io.balsam.agent.access.PlatformFactory;
import io.balsam.agent.access.WorkflowFormats;
import io.balsam.agent.site.JvmCommand;
import io.balsam.agent.site.OperationFailed;
import io.balsam.agent.site.SiteContext;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.engine.concurrent.ProcessRuntime;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.launcher.Launcher;
import io.balsam.engine.launcher.LauncherConfig;
import io.balsam.engine.launcher.LauncherResult;
import io.balsam.engine.launcher.Launchers;
import io.balsam.engine.launcher.OwnerUnavailable;
import io.balsam.engine.launcher.ReconnectPolicy;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.process.ShellSpawner;
import io.balsam.engine.site.SchedulerDefaults;
import io.balsam.engine.store.OwnerInfo;
import io.balsam.server.ApiException;
import io.balsam.spi.JobMode;
import io.balsam.spi.Node;
import io.balsam.spi.Partition;
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
public final class AllocationLaunchers implements AutoCloseable {

  private final SiteContext context;
  private final SiteDirectory site;
  private final Settings settings;
  private final OwnerLocator owner;
  private final PluginHost plugins;
  private final Platform platform;
  private final LauncherRequest request;
  private final JvmCommand program;
  private final OptionalInt minutes;
  private final Instant began = Instant.now();
  private final List<Launcher> launchers = new ArrayList<>();

  private AllocationLaunchers(
      SiteContext context,
      LauncherRequest request,
      JvmCommand program,
      OwnerLocator owner,
      PluginHost plugins) {
    this.context = context;
    this.site = context.site();
    Settings written = context.settings();
    this.settings = site.made() ? SchedulerDefaults.of(written, plugins) : written;
    this.owner = owner;
    this.plugins = plugins;
    this.platform = PlatformFactory.of(plugins, settings, context.environment());
    this.request = request;
    this.program = program;
    LauncherRequest.Complete complete = completed();
    complete.asked().ifPresent(asked -> AllocationCheck.check(asked, platform, settings, plugins));
    this.minutes = complete.minutes();
    List<Partition> parts = complete.parts();
    boolean whole = parts.size() == 1 && parts.get(0).nodes() == 0;
    List<List<Node>> slices =
        whole ? List.of(platform.nodes()) : NodePartitions.of(platform.nodes(), parts);
    for (int i = 0; i < parts.size(); i++) {
      launchers.add(launcher(parts.get(i), slices.get(i)));
    }
  }

  /**
   * Detects the nodes and creates the launchers; the owner is asked for nothing but the BatchJob.
   *
   * @param program the program that workers are processes of
   * @throws OperationFailed when the nodes are not those of the BatchJob
   */
  public static AllocationLaunchers open(
      SiteContext context, LauncherRequest request, JvmCommand program) {
    SiteDirectory site = context.site();
    context.ownLog(site.launcherLog(String.valueOf(request.batchJob().orElse(0))));
    OwnerLocator owner = new OwnerLocator(site.balsam());
    PluginHost plugins = PlatformFactory.plugins(context);
    try {
      return new AllocationLaunchers(context, request, program, owner, plugins);
    } catch (RuntimeException e) {
      plugins.close();
      owner.close();
      throw e;
    }
  }

  private LauncherRequest.Complete completed() {
    ReconnectPolicy policy = patience();
    String start = context.frontend().command("site start", site.directory());
    Runnable waits =
        () ->
            context
                .frontend()
                .note(
                    "the agent of %s is down: no jobs until it is up again ('%s')"
                        .formatted(site.directory(), start));
    try {
      return request.complete(owner, new AgentPatience(policy, waits));
    } catch (OwnerUnavailable | ApiException e) {
      throw owner.met() ? e : neverUp();
    }
  }

  private ReconnectPolicy patience() {
    return ReconnectPolicy.keepingJobs(settings.seconds(Setting.LAUNCHER_PATIENCE));
  }

  private OperationFailed neverUp() {
    return new OperationFailed(
        "nothing was run: the agent of %s was never up; '%s' starts it"
            .formatted(
                site.directory(), context.frontend().command("site start", site.directory())));
  }

  private Launcher launcher(Partition part, List<Node> nodes) {
    boolean serial = part.mode() == JobMode.SERIAL;
    LauncherConfig config =
        new LauncherConfig(
            request.batchJob(),
            OwnerInfo.thisHost(),
            part.mode(),
            nodes,
            serial || platform.runner("").sharesNodes(),
            serial ? settings.number(Setting.LAUNCHER_CACHE).orElse(1) : 0,
            part.tags(),
            ends(),
            idle(),
            patience(),
            settings.seconds(Setting.KILL_GRACE));
    if (serial) {
      return Launchers.ofWorkers(
          config,
          owner::sessions,
          platform,
          new ShellSpawner(),
          new WorkerFiles(site, config, settings.text(Setting.LISTEN), program),
          site.workerOutput(),
          new ProcessRuntime());
    }
    return Launchers.onNodes(
        config,
        owner::sessions,
        owner::script,
        platform,
        new ShellSpawner(),
        WorkflowFormats.all(),
        new ProcessRuntime());
  }

  /**
   * Returns the time at which jobs must have ended: a margin before whichever limit comes first.
   */
  private @Nullable Instant ends() {
    Stream<Instant> limits =
        Stream.concat(
            platform.end().stream(),
            minutes.isEmpty()
                ? Stream.empty()
                : Stream.of(began.plus(Duration.ofMinutes(minutes.getAsInt()))));
    return limits
        .min(Instant::compareTo)
        .map(end -> end.minus(settings.seconds(Setting.LAUNCHER_MARGIN)))
        .orElse(null);
  }

  private @Nullable Duration idle() {
    Duration set = request.idle().orElse(settings.seconds(Setting.LAUNCHER_IDLE));
    return set.isZero() ? null : set;
  }

  /**
   * Runs the launchers until all have ended.
   *
   * @return whether all of them ended without trouble
   * @throws OperationFailed when a launcher failed, or the agent was never up
   */
  public boolean run(LauncherListener listener) throws InterruptedException {
    List<CompletableFuture<LauncherResult>> ends = new ArrayList<>();
    for (Launcher launcher : launchers) {
      listener.begins(launcher.config());
      ends.add(start(launcher));
    }
    listener.begun(owner.up());
    boolean well = true;
    for (int i = 0; i < ends.size(); i++) {
      try {
        LauncherResult end = ends.get(i).get();
        well &= !end.trouble();
        listener.ended(launchers.get(i).config(), end);
      } catch (ExecutionException e) {
        throw new OperationFailed("a launcher failed: " + e.getCause(), e);
      }
    }
    if (!owner.met()) {
      throw neverUp();
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

  /**
   * Stops all launchers; returns at once.
   *
   * @param why the reason, such as the name of a signal
   */
  public void stop(String why) {
    launchers.forEach(launcher -> launcher.stop(why));
  }

  @Override
  public void close() {
    plugins.close();
    owner.close();
  }
}
