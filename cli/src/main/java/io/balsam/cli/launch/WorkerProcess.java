package io.balsam.cli.launch;

import io.balsam.cli.log.LogFile;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.SiteDirectory;
import io.balsam.cli.site.Wiring;
import io.balsam.dsl.WorkflowReader;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.launcher.Launcher;
import io.balsam.engine.launcher.LauncherConfig;
import io.balsam.engine.launcher.LauncherResult;
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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Worker of a serial launcher: itself a launcher of one node, with the master as its owner. */
final class WorkerProcess {

  /**
   * Time after which a lost master is given up: it does not come back, and the node may be needed.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private WorkerProcess() {}

  /**
   * Works until the master has no more work for it.
   *
   * @param file the parameters that the master left for it
   * @return whether it ended without trouble
   */
  static boolean run(Invocation call, SiteDirectory site, Path file)
      throws InterruptedException, IOException {
    WorkerNote note = WorkerNote.read(file);
    Settings settings = call.settings(site);
    LogFile.use(
        AllocationLaunchers.log(site, note.batchJob() + "-" + note.node().name()),
        settings.text(Setting.LOG_LEVEL));
    try (PluginHost plugins = Wiring.plugins(call.io(), site);
        OwnerLocator owner = new OwnerLocator(site.balsam());
        ApiClient master = new ApiClient(note.master())) {
      LauncherConfig config =
          new LauncherConfig(
              note.batchJob() == 0 ? OptionalLong.empty() : OptionalLong.of(note.batchJob()),
              OwnerInfo.thisHost(),
              JobMode.SERIAL,
              List.of(Platforms.seen(note.node(), call.io().environment())),
              true,
              1,
              Map.of(),
              null,
              null,
              ReconnectPolicy.endingJobs(PATIENCE),
              settings.seconds(Setting.KILL_GRACE));
      Platform platform = Wiring.platform(plugins, settings, call.io());
      Launcher launcher =
          Launcher.onNodes(
              config,
              master::sessions,
              owner::script,
              platform,
              new ShellSpawner(),
              new WorkflowReader(),
              Clock.systemUTC());
      StopSignals.install(launcher::stop);
      LauncherResult end = launcher.run();
      return !end.trouble();
    }
  }
}
