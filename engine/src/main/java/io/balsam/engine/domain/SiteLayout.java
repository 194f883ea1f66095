package io.balsam.engine.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names of the files and directories in the directory of a site. */
public final class SiteLayout {

  /** Directory of the record, of locks, and of what processes tell each other. */
  public static final String OWN = ".balsam";

  /** The record's own database, in {@link #OWN}. */
  public static final String DATABASE = "balsam.mv.db";

  /** Messages of that database about itself, in {@link #OWN}. */
  public static final String DATABASE_TRACE = "balsam.trace.db";

  /** What is known of the record apart from it, in {@link #OWN}. */
  public static final String STORE_NOTE = "store.json";

  /** Lock of the process that owns the record, in {@link #OWN}. */
  public static final String OWNER_LOCK = "owner.lock";

  /** Address of that process, in {@link #OWN}. */
  public static final String OWNER = "owner.json";

  /** File that makes a directory a site with an agent, in {@link #OWN}. */
  public static final String MARKER = "site.json";

  /** Note of the running agent's process, in {@link #OWN}. */
  public static final String AGENT_PID = "agent.pid";

  /** Settings that the agent was started with, in {@link #OWN}. */
  public static final String AGENT_SETTINGS = "agent.settings.json";

  /** Lock of a process that starts or stops the agent, in {@link #OWN}. */
  public static final String START_LOCK = "start.lock";

  /** Key and certificate of the agent, in {@link #OWN}. */
  public static final String IDENTITY = "tls.pem";

  /** Names of the files with the parameters of workers, in {@link #OWN}. */
  public static final Pattern WORKER_NOTE = Pattern.compile("worker-[0-9a-f-]{36}\\.json");

  /** Directories that the plugins for batch systems keep in {@link #OWN}. */
  public static final Set<String> OF_SCHEDULERS = Set.of("batch", "cobalt");

  /** Directory of runs, in which their jobs work. */
  public static final String DATA = "data";

  /** Link to the directory of the newest run, in {@link #DATA}. */
  public static final String LATEST = "latest";

  /** Directory of the logs of agent, launchers and workers; also one in {@link #OWN}. */
  public static final String LOG = "log";

  /** Log of commands, in the directory {@link #LOG} in {@link #OWN}. */
  public static final String COMMAND_LOG = "balsam.log";

  /** Log of the agent, in {@link #LOG}. */
  public static final String AGENT_LOG = "agent.log";

  /** Output of an agent that was started in the background, in {@link #LOG}. */
  public static final String AGENT_OUTPUT = "agent.out";

  /** Names of the logs of launchers and workers, in {@link #LOG}; group 1 is the BatchJob's id. */
  public static final Pattern LAUNCHER_LOG = Pattern.compile("launcher-(\\d+)-.*\\.log(?:\\.1)?");

  /** What follows the name of a log that was begun anew because it had become too long. */
  public static final String EARLIER_LOG = ".1";

  /** Directory of the output of workers, in {@link #LOG}. */
  public static final String WORKERS = "workers";

  /** Directory of the scripts of BatchJobs. */
  public static final String BATCH_SCRIPTS = "qsubmit";

  /** Directory of the site's own plugins. */
  public static final String PLUGINS = "plugins";

  /** File of the settings. */
  public static final String SETTINGS = "settings.yml";

  /** File that the scripts of BatchJobs are made from. */
  public static final String JOB_TEMPLATE = "job-template.sh";

  /** Directories of a site. */
  public static final List<String> FOLDERS = List.of(DATA, LOG, BATCH_SCRIPTS, PLUGINS, OWN);

  private SiteLayout() {}

  /** Returns the name of the file with the parameters of a worker. */
  public static String workerNote(UUID worker) {
    return "worker-%s.json".formatted(worker);
  }

  /**
   * Returns the name of the log of a launcher or worker.
   *
   * @param batchJob the id of its BatchJob, 0 for none, and for a worker its node
   */
  public static String launcherLog(String batchJob, String host, long pid) {
    return "launcher-%s-%s-%d.log".formatted(batchJob, host, pid);
  }
}
