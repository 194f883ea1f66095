package io.balsam.dsl;

import io.balsam.dsl.capture.AppFingerprint;
import io.balsam.dsl.capture.Reading;
import io.balsam.dsl.capture.ScriptFiles;
import io.balsam.dsl.capture.WorkflowScript;
import io.balsam.dsl.check.FitCheck;
import io.balsam.dsl.check.GraphCheck;
import io.balsam.dsl.check.InputCheck;
import io.balsam.dsl.check.JobCheck;
import io.balsam.dsl.check.JobEntry;
import io.balsam.dsl.problem.Problem;
import io.balsam.dsl.problem.ProblemLog;
import io.balsam.dsl.problem.ScriptProblems;
import io.balsam.dsl.source.Fingerprints;
import io.balsam.dsl.source.ScriptCache;
import io.balsam.dsl.source.ScriptLoader;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.Parameter;
import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.spi.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads workflow scripts. Reading runs the script once to see what it declares; nothing is
 * submitted. Safe for use by several threads.
 */
public final class WorkflowReader implements WorkflowLoader {

  private final ScriptCache cache;

  /** Keeps compiled scripts in {@code $XDG_CACHE_HOME/balsam/scripts}. */
  public WorkflowReader() {
    this(defaultCache());
  }

  /**
   * @param cache directory for compiled scripts, made when missing; when it cannot be written
   *     scripts are compiled each time
   */
  public WorkflowReader(Path cache) {
    this.cache = new ScriptCache(cache);
  }

  private static Path defaultCache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.resolve("balsam").resolve("scripts");
  }

  /**
   * Reads a script and everything it includes.
   *
   * @param script the file
   * @param params values of script parameters by name: texts from {@code --param} are converted to
   *     the parameter's type, other values must have it
   * @return a workflow in which everything that can be checked beforehand is right
   * @throws ScriptProblems with all that is wrong, the unreadable file included
   */
  public Workflow read(Path script, Map<String, Object> params) {
    ProblemLog problems = new ProblemLog();
    Workflow workflow = read(ScriptFiles.of(script), params, problems, List.of(), true);
    problems.orThrow();
    return workflow;
  }

  /**
   * Looks for everything that {@link #read} would refuse, and for jobs that no node can run.
   *
   * @param nodes what the site has; empty when that is not known
   * @return in the order of the script; empty when all is well
   */
  public List<Problem> lint(Path script, Map<String, Object> params, List<Node> nodes) {
    ProblemLog problems = new ProblemLog();
    read(ScriptFiles.of(script), params, problems, nodes, true);
    return problems.sorted();
  }

  /**
   * The parameters a script asks for, in the order declared, for help texts. Values that are
   * missing do not matter here.
   *
   * @throws ScriptProblems when the script cannot be read or compiled
   */
  public List<ScriptParameter> parameters(Path script) {
    ProblemLog problems = new ProblemLog();
    ScriptFiles files = ScriptFiles.of(script);
    ScriptLoader loader = loader(problems);
    Reading reading = new Reading(loader, problems, files, Map.of(), true);
    reading.run(files.main());
    if (loader.scripts().isEmpty()) {
      problems.orThrow();
    }
    List<ScriptParameter> parameters = new ArrayList<>();
    for (Parameter p : reading.parameters().declared().values()) {
      parameters.add(
          new ScriptParameter(p.name(), p.required(), p.defaultValue(), p.type(), p.help()));
    }
    return parameters;
  }

  /**
   * Reads a stored script again: same apps, same fingerprints, same jobs. No script file is read.
   *
   * @throws ScriptProblems when the stored text does not suit this version any more
   */
  @Override
  public Workflow load(Script script) {
    ProblemLog problems = new ProblemLog();
    ScriptFiles files = ScriptFiles.stored(script.main(), script.directory(), script.texts());
    Workflow workflow = read(files, script.params(), problems, List.of(), false);
    problems.orThrow();
    return workflow;
  }

  private ScriptLoader loader(ProblemLog problems) {
    return new ScriptLoader(cache, WorkflowScript.class.getName(), problems);
  }

  private Workflow read(
      ScriptFiles files,
      Map<String, Object> given,
      ProblemLog problems,
      List<Node> nodes,
      boolean lookForInputs) {
    ScriptLoader loader = loader(problems);
    Reading reading = new Reading(loader, problems, files, given, false);
    reading.run(files.main());
    boolean compiled = !loader.scripts().isEmpty();
    List<JobEntry> entries = compiled ? reading.close() : List.of();
    JobCheck check = new JobCheck(reading.apps(), problems);
    List<JobSpec> jobs = new ArrayList<>(entries.size());
    entries.forEach(entry -> jobs.add(check.check(entry)));
    new GraphCheck(entries, problems).check();
    if (lookForInputs) {
      new InputCheck(files.directory(), problems).check(entries);
    }
    new FitCheck(nodes, problems).check(entries);
    Script script =
        new Script(
            files.main(),
            files.directory(),
            Collections.unmodifiableMap(new LinkedHashMap<>(files.texts())),
            Collections.unmodifiableMap(new LinkedHashMap<>(reading.parameters().values())));
    return new Workflow(name(reading, files), script, apps(reading, loader), List.copyOf(jobs));
  }

  private static Map<String, App> apps(Reading reading, ScriptLoader loader) {
    Fingerprints fingerprints = new Fingerprints(loader.scripts(), reading.parameters().values());
    Map<String, App> apps = new LinkedHashMap<>();
    reading
        .apps()
        .forEach(
            (name, entry) ->
                apps.put(name, AppFingerprint.sign(entry.app(), fingerprints.basis(entry.at()))));
    return Collections.unmodifiableMap(apps);
  }

  private static String name(Reading reading, ScriptFiles files) {
    if (!reading.name().isEmpty()) {
      return reading.name();
    }
    String file = files.main().replaceFirst("\\.[A-Za-z]+$", "");
    return file.replaceAll("[^A-Za-z0-9._-]", "-");
  }
}
