package io.balsam.agent.site;

import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.plugin.PluginDirectory;
import io.balsam.engine.site.SiteInitializer;
import io.balsam.engine.store.OwnerInfo;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A directory with runs and settings. Knows the name of every file in it.
 *
 * @param directory absolute path
 */
public record SiteDirectory(Path directory) {

  /** Returns whether {@code balsam site init} created it: then an agent runs its jobs. */
  public boolean made() {
    return SiteInitializer.is(directory);
  }

  /** Returns the directory with all links resolved; the directory itself when it does not exist. */
  public SiteDirectory real() {
    try {
      return new SiteDirectory(directory.toRealPath());
    } catch (IOException e) {
      return this;
    }
  }

  /** Returns the file of the site's settings; need not exist. */
  public Path settings() {
    return directory.resolve(SiteLayout.SETTINGS);
  }

  /** Returns the directory of the store, the lock and the files of its processes. */
  public Path balsam() {
    return directory.resolve(SiteLayout.OWN);
  }

  /** Returns the path of the store's own database, as its URL names it: without an ending. */
  public Path database() {
    return balsam().resolve("balsam");
  }

  /** Returns the file of the store's own database; none exists where another one is configured. */
  public Path databaseFile() {
    return balsam().resolve(SiteLayout.DATABASE);
  }

  /** Returns the file that the owner of the site has locked. */
  public Path ownerLock() {
    return balsam().resolve(SiteLayout.OWNER_LOCK);
  }

  /** Returns the file in which the owner of the site publishes its address. */
  public Path ownerFile() {
    return balsam().resolve(SiteLayout.OWNER);
  }

  /** Returns the file that a process locks while it starts or stops the agent. */
  public Path startLock() {
    return balsam().resolve(SiteLayout.START_LOCK);
  }

  /** Returns the file of the site's key and certificate. */
  public Path identity() {
    return balsam().resolve(SiteLayout.IDENTITY);
  }

  /** Returns the file of the settings that the agent was started with. */
  public Path appliedSettings() {
    return balsam().resolve(SiteLayout.AGENT_SETTINGS);
  }

  /** Returns the file with the parameters of a worker. */
  public Path workerFile(UUID worker) {
    return balsam().resolve(SiteLayout.workerNote(worker));
  }

  /** Returns the log file of the commands in this directory. */
  public Path log() {
    return balsam().resolve(SiteLayout.LOG).resolve(SiteLayout.COMMAND_LOG);
  }

  /** Returns the log file of the agent. */
  public Path agentLog() {
    return logs().resolve(SiteLayout.AGENT_LOG);
  }

  /** Returns the file with the output of an agent that was started in the background. */
  public Path agentOutput() {
    return logs().resolve(SiteLayout.AGENT_OUTPUT);
  }

  /**
   * Returns the log file of a launcher or worker in this process.
   *
   * @param batchJob the BatchJob it runs in, and for a worker its node
   */
  public Path launcherLog(String batchJob) {
    return logs()
        .resolve(
            SiteLayout.launcherLog(batchJob, OwnerInfo.thisHost(), ProcessHandle.current().pid()));
  }

  /** Returns the directory of the output of workers. */
  public Path workerOutput() {
    return logs().resolve(SiteLayout.WORKERS);
  }

  private Path logs() {
    return directory.resolve(SiteLayout.LOG);
  }

  /** Returns the directory of the scripts of BatchJobs. */
  public Path batchScripts() {
    return directory.resolve(SiteLayout.BATCH_SCRIPTS);
  }

  /** Returns the script of a BatchJob that was submitted to the batch system. */
  public Optional<Path> batchScript(long batchJob) {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(batchScripts(), "*-" + batchJob + ".sh")) {
      Iterator<Path> scripts = found.iterator();
      return scripts.hasNext() ? Optional.of(scripts.next()) : Optional.empty();
    } catch (IOException e) {
      // It was never submitted, or somebody has removed the file.
      return Optional.empty();
    }
  }

  /** Returns the directory of the site's own plugins; need not exist. */
  public Path plugins() {
    return directory.resolve(SiteLayout.PLUGINS);
  }

  /**
   * Returns whether the directory {@code plugins} belongs to Balsam. A directory in which runs were
   * merely started may have one of the user's own: it counts only once a plugin was installed.
   */
  public boolean hasPlugins() {
    return made() || PluginDirectory.is(plugins());
  }

  /** Returns what Balsam reads in any directory that it is called in. */
  List<Path> searched() {
    return List.of(balsam(), settings());
  }

  /** Returns what an agent reads beyond that, or writes to. */
  List<Path> usedByAgent() {
    return List.of(directory.resolve(SiteLayout.JOB_TEMPLATE), batchScripts(), logs());
  }
}
