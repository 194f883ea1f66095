package io.balsam.engine.domain;

/** Names of the files and directories in the directory of a site. */
public final class SiteLayout {

  /** Directory of the record, of locks, and of what processes tell each other. */
  public static final String OWN = ".balsam";

  /** The record's own database, in {@link #OWN}. */
  public static final String DATABASE = "balsam.mv.db";

  /** Lock of the process that owns the record, in {@link #OWN}. */
  public static final String OWNER_LOCK = "owner.lock";

  /** Address of that process, in {@link #OWN}. */
  public static final String OWNER = "owner.json";

  /** File that makes a directory a site with an agent, in {@link #OWN}. */
  public static final String MARKER = "site.json";

  /** Directory of runs, in which their jobs work. */
  public static final String DATA = "data";

  /** Directory of the logs of agent, launchers and workers; also one in {@link #OWN}. */
  public static final String LOG = "log";

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

  private SiteLayout() {}
}
