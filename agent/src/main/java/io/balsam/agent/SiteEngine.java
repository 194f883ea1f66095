package io.balsam.agent;

import io.balsam.agent.access.EngineFactory;
import io.balsam.agent.access.Owner;
import io.balsam.agent.access.SettingsCheck;
import io.balsam.agent.access.WorkflowFormats;
import io.balsam.agent.site.Environment;
import io.balsam.agent.site.Installation;
import io.balsam.agent.site.OperationFailed;
import io.balsam.agent.site.OperationRefused;
import io.balsam.agent.site.SiteContext;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.agent.site.SiteTrust;
import io.balsam.dsl.problem.ScriptProblems;
import io.balsam.engine.Engine;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.EngineFailure;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.concurrent.Uninterrupted;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.SettingsProblem;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Workflow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Runs workflows in this process, on this machine: {@code balsam run} for Java programs.
 *
 * <pre>{@code
 * try (SiteEngine site = SiteEngine.open(Path.of("campaign"))) {
 *   RunResult result = site.run(Path.of("sweep.groovy"), Map.of("size", 100));
 *   result.failed().forEach(job -> System.err.println("failed: " + job.workdir()));
 * }
 * }</pre>
 *
 * <p>The directory holds the record of all runs and the files of their jobs, and the {@code balsam}
 * command works in it as well. As long as the engine is open this process owns the directory: other
 * processes can look, but not run. All methods may be called from any thread. An interrupt ends
 * reading a script and waiting for a run; it does not affect {@link #open} and {@link #close}.
 */
public final class SiteEngine implements AutoCloseable {

  private final Owner owner;
  private final Engine engine;
  private final WorkflowFormats formats;

  private SiteEngine(Owner owner, WorkflowFormats formats) {
    this.owner = owner;
    this.engine = owner.engine();
    this.formats = formats;
  }

  /**
   * Opens a directory with the settings that are found: its {@code settings.yml}, the user's, and
   * {@code BALSAM_…} variables.
   *
   * @param directory created when it does not exist
   * @throws OperationRefused when other users can change the directory, an agent runs its jobs, or
   *     there are no plugins
   * @throws SettingsProblem when a setting is wrong
   * @throws OperationFailed when another process owns the directory, or it cannot be written
   */
  public static SiteEngine open(Path directory) {
    return in(directory).open();
  }

  /** Begins to open a directory, with choices of the program. */
  public static Builder in(Path directory) {
    return new Builder(directory);
  }

  /** Choices of the program that opens a directory. */
  public static final class Builder {

    private final Path directory;
    private final Map<Setting, String> settings = new EnumMap<>(Setting.class);
    private final Map<String, String> variables = new HashMap<>(System.getenv());
    private Consumer<String> listener = LoggerFactory.getLogger(SiteEngine.class)::info;

    private Builder(Path directory) {
      this.directory = directory.toAbsolutePath().normalize();
    }

    /**
     * Names the unpacked distribution whose plugins are used; default: {@code BALSAM_HOME}. Its
     * plugin {@code local} runs jobs on this machine.
     */
    public Builder home(Path distribution) {
      variables.put("BALSAM_HOME", distribution.toAbsolutePath().toString());
      return this;
    }

    /**
     * Sets a setting, which takes precedence over files and variables.
     *
     * @param value as it would be written in {@code settings.yml}
     */
    public Builder set(Setting setting, String value) {
      settings.put(setting, value);
      return this;
    }

    /**
     * Names the receiver of remarks for people, such as an outage of a database; default: the log.
     */
    public Builder onNote(Consumer<String> newListener) {
      listener = newListener;
      return this;
    }

    /**
     * Opens the directory; see {@link SiteEngine#open(Path)}.
     *
     * @throws OperationRefused when other users can change the directory, an agent runs its jobs,
     *     or there are no plugins
     * @throws SettingsProblem when a setting is wrong
     * @throws OperationFailed when another process owns the directory, or it cannot be written
     */
    public SiteEngine open() {
      Environment environment = new Environment(variables, Path.of("").toAbsolutePath());
      SiteDirectory site = new SiteTrust(environment).toOwn(new SiteDirectory(directory));
      if (site.made()) {
        throw new OperationRefused(
            "the agent of %s runs its jobs: send workflows to it, or use another directory"
                .formatted(directory));
      }
      demandPlugins(environment, site);
      SiteContext context =
          new SiteContext(
              site,
              SettingsCheck.read(environment, site, settings),
              environment,
              new QuietFrontend(listener));
      WorkflowFormats formats = WorkflowFormats.all();
      Owner owner = Uninterrupted.get(() -> EngineFactory.own(context, formats));
      owner.serve();
      return new SiteEngine(owner, formats);
    }

    private static void demandPlugins(Environment environment, SiteDirectory site) {
      List<Path> places = Installation.pluginPlaces(environment, site);
      if (places.stream().noneMatch(Files::isDirectory)) {
        throw new OperationRefused(
            "no plugins%s: name an unpacked Balsam with BALSAM_HOME or home()"
                .formatted(places.isEmpty() ? "" : " in " + places.get(0)));
      }
    }
  }

  /**
   * Runs a workflow and waits for its end.
   *
   * @param script the file of the workflow
   * @param parameters values of its parameters by name
   * @throws ScriptProblems when the script has mistakes: each with file, line and remedy
   * @throws OperationRefused when the workflow cannot be run as it is; nothing was run
   * @throws EngineFailure when the engine had to give up, as with a full disk
   * @throws InterruptedException when this thread was interrupted; the run goes on until {@link
   *     #close}
   * @throws CancellationException when this thread was interrupted while the script was read;
   *     nothing was run
   */
  public RunResult run(Path script, Map<String, ?> parameters) throws InterruptedException {
    return await(submit(script, parameters, false));
  }

  /**
   * Starts to run a workflow; returns when that is on disk.
   *
   * @param script the file of the workflow
   * @param parameters values of its parameters by name
   * @param reuse whether to take the results of equal jobs of earlier runs
   * @return the number of the run
   * @throws ScriptProblems when the script has mistakes: each with file, line and remedy
   * @throws OperationRefused when the workflow cannot be run as it is; nothing was run
   * @throws CancellationException when this thread was interrupted while the script was read;
   *     nothing was run
   */
  public long submit(Path script, Map<String, ?> parameters, boolean reuse) {
    Workflow workflow = formats.of(script).read(script, new HashMap<>(parameters));
    try {
      return engine.submit(workflow, reuse);
    } catch (IllegalArgumentException e) {
      throw new OperationRefused(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Goes on with a run that was stopped or killed: finished jobs stay finished. Returns when that
   * is on disk. A run that goes on already, or has ended, is left alone.
   *
   * @throws OperationRefused when there is no such run, or its script cannot be read any more
   */
  public void resume(long run) {
    try {
      engine.resume(run);
    } catch (IllegalArgumentException e) {
      throw new OperationRefused(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Waits for the end of a run.
   *
   * @param run a run that was submitted to this engine, or resumed
   * @throws OperationRefused when this engine does not run it
   * @throws OperationFailed when the engine was closed before the run had ended
   * @throws EngineFailure when the engine had to give up
   */
  public RunResult await(long run) throws InterruptedException {
    try {
      if (!engine.await(run)) {
        throw new OperationFailed("closed before run %d had ended; resume it".formatted(run));
      }
    } catch (IllegalArgumentException e) {
      throw new OperationRefused(String.valueOf(e.getMessage()), e);
    }
    List<JobView> failed = new ArrayList<>();
    JobFilter.ALL
        .withRun(run)
        .withStates(Set.of(JobState.FAILED, JobState.CANCELLED))
        .forEach(
            part -> engine.jobs(part).results(),
            job -> {
              if (job.retriedBy() == null) {
                failed.add(job);
              }
            });
    return new RunResult(engine.run(run).orElseThrow(), List.copyOf(failed));
  }

  /**
   * Returns all queries and commands: jobs with their results, events, explanations, cancel, retry.
   * Must not be used after {@link #close}.
   */
  public Balsam api() {
    return engine;
  }

  /**
   * Ends what runs, records it, and gives the directory free, also on a thread that is interrupted:
   * its interrupt stays set. A run that has not ended can be {@link #resume resumed} later.
   */
  @Override
  public void close() {
    owner.close();
  }
}
