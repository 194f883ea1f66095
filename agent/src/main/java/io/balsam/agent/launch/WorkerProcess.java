package io.balsam.agent.launch;

import io.balsam.agent.access.PlatformFactory;
import io.balsam.agent.access.WorkflowFormats;
import io.balsam.agent.site.SiteContext;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.engine.concurrent.ProcessRuntime;
import io.balsam.engine.config.Setting;
import io.balsam.engine.launcher.Launcher;
import io.balsam.engine.launcher.LauncherConfig;
import io.balsam.engine.launcher.Launchers;
import io.balsam.engine.launcher.ReconnectPolicy;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.plugin.Platforms;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.process.ShellSpawner;
import io.balsam.engine.store.OwnerInfo;
import io.balsam.server.ApiClient;
import io.balsam.spi.JobMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Worker of a serial launcher: itself a launcher of one node, with the master as its owner. */
public final class WorkerProcess {

  /**
   * Time after which a lost master is given up: it does not come back, and the node may be needed.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private WorkerProcess() {}

  /**
   * Works until the master has no more work for it.
   *
   * @param file the parameters that the master left for it
   * @param ready given, before any work begins, what stops the worker for a reason
   * @return whether it ended without trouble
   */
  public static boolean run(SiteContext context, Path file, Consumer<Consumer<String>> ready)
      throws InterruptedException, IOException {
    WorkerNote note = WorkerNote.read(file);
    SiteDirectory site = context.site();
    context.ownLog(site.launcherLog(note.batchJob() + "-" + note.node().name()));
    try (PluginHost plugins = PlatformFactory.plugins(context);
        OwnerLocator owner = new OwnerLocator(site.balsam());
        ApiClient master = new ApiClient(note.master())) {
      LauncherConfig config =
          new LauncherConfig(
              note.batchJob() == 0 ? OptionalLong.empty() : OptionalLong.of(note.batchJob()),
              OwnerInfo.thisHost(),
              JobMode.SERIAL,
              List.of(Platforms.seen(note.node(), context.environment().variables())),
              true,
              1,
              Map.of(),
              null,
              null,
              ReconnectPolicy.endingJobs(PATIENCE),
              context.settings().seconds(Setting.KILL_GRACE));
      Platform platform = PlatformFactory.of(plugins, context.settings(), context.environment());
      Launcher launcher =
          Launchers.onNodes(
              config,
              master::sessions,
              owner::script,
              platform,
              new ShellSpawner(),
              WorkflowFormats.all(),
              new ProcessRuntime());
      ready.accept(launcher::stop);
      return !launcher.run().trouble();
    }
  }
}
