package io.balsam.dsl;

import io.balsam.dsl.capture.AppFingerprint;
import io.balsam.dsl.capture.ReadAgain;
import io.balsam.dsl.capture.Reading;
import io.balsam.dsl.capture.ScriptFiles;
import io.balsam.dsl.capture.WorkflowScript;
import io.balsam.dsl.check.FitCheck;
import io.balsam.dsl.check.GraphCheck;
import io.balsam.dsl.check.InputCheck;
import io.balsam.dsl.check.JobCheck;
import io.balsam.dsl.check.JobEntry;
import io.balsam.dsl.check.MoldableCheck;
import io.balsam.dsl.check.PredictorCheck;
import io.balsam.dsl.host.Host;
import io.balsam.dsl.problem.Problem;
import io.balsam.dsl.problem.ProblemLog;
import io.balsam.dsl.problem.ScriptProblems;
import io.balsam.dsl.source.Fingerprints;
import io.balsam.dsl.source.ScriptCache;
import io.balsam.dsl.source.ScriptLoader;
import io.balsam.dsl.value.BadValue;
import io.balsam.dsl.value.Durations;
import io.balsam.engine.config.UserHome;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.Parameter;
import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.ScriptContext;
import io.balsam.engine.domain.SourceRef;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.packing.Capacity;
import io.balsam.spi.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads workflow scripts in Groovy. Reading runs the script once to record what it declares;
 * nothing is submitted. Thread-safe.
 */
public final class WorkflowReader implements WorkflowFormat {

  /** Directory that relative files of a script are resolved against: that of this process. */
  private static final Path HERE = Path.of("");

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final ScriptCache cache;
  private final Duration limit;

  /** Creates a reader that keeps compiled scripts in {@code $XDG_CACHE_HOME/balsam/scripts}. */
  public WorkflowReader() {
    this(defaultCache(), limitOf(System.getenv(Reading.TIME_LIMIT)));
  }

  /**
   * Creates a reader.
   *
   * @param cache directory for compiled scripts, made when missing; when it cannot be written
   *     scripts are compiled each time
   */
  public WorkflowReader(Path cache) {
    this(cache, LIMIT);
  }

  /**
   * Creates a reader.
   *
   * @param cache directory for compiled scripts, made when missing; when it cannot be written
   *     scripts are compiled each time
   * @param limit maximum duration of a script's top level
   */
  public WorkflowReader(Path cache, Duration limit) {
    this.cache = new ScriptCache(cache);
    this.limit = limit;
  }

  private static Duration limitOf(@Nullable String said) {
    try {
      return said == null || said.isBlank() ? LIMIT : Durations.of(said);
    } catch (BadValue e) {
      SourceRef variable = new SourceRef("$" + Reading.TIME_LIMIT, 0, 0);
      throw new ScriptProblems(
          List.of(new Problem(variable, String.valueOf(e.getMessage()), "write 10m or 90s", "")));
    }
  }

  private static Path defaultCache() {
    Path cache = Path.of(Objects.requireNonNullElse(System.getenv("XDG_CACHE_HOME"), ""));
    String home = Objects.requireNonNullElse(System.getenv("HOME"), "");
    Path base = cache.isAbsolute() ? cache : UserHome.of(home).resolve(".cache");
    return base.resolve("balsam").resolve("scripts");
  }

  @Override
  public String name() {
    return Script.GROOVY;
  }

  @Override
  public Set<String> endings() {
    return Set.of(".groovy");
  }

  @Override
  public Workflow read(Path script, Map<String, Object> params) {
    return read(script, params, Optional.empty());
  }

  @Override
  public Workflow read(Path script, Map<String, Object> params, Capacity capacity) {
    return read(script, params, Optional.of(capacity));
  }

  private Workflow read(Path script, Map<String, Object> params, Optional<Capacity> capacity) {
    ProblemLog problems = new ProblemLog();
    Workflow workflow = read(ScriptFiles.of(script), params, problems, capacity);
    problems.orThrow();
    return workflow;
  }

  /** Checks as {@link #lint(Path, Map, Capacity)}, for a site that has nothing but nodes. */
  public List<Problem> lint(Path script, Map<String, Object> params, List<Node> nodes) {
    return lint(script, params, Capacity.of(nodes, Map.of()));
  }

  @Override
  public List<Problem> lint(Path script, Map<String, Object> params, Capacity capacity) {
    ProblemLog problems = new ProblemLog();
    read(ScriptFiles.of(script), params, problems, Optional.of(capacity));
    return problems.sorted();
  }

  @Override
  public List<ScriptParameter> parameters(Path script) {
    ProblemLog problems = new ProblemLog();
    ScriptFiles files = ScriptFiles.of(script);
    ScriptLoader loader = loader(problems, new Host(HERE, Map.of()));
    Reading reading = new Reading(loader, problems, files, Map.of(), true);
    if (!reading.run(limit)) {
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
   * Reads a stored script again for its code, in the directory and the environment of its first
   * reading as far as it asks for them. No script file is read; jobs are not checked again. Hooks
   * and functions whose code or values differ from the first reading refuse to be called.
   *
   * @throws ScriptProblems when the stored text is not valid in this version any more, or a file
   *     that it reads is missing
   */
  @Override
  public Workflow load(Script script) {
    ProblemLog problems = new ProblemLog();
    ScriptFiles files = ScriptFiles.stored(script.main(), script.directory(), script.texts());
    ScriptContext before = script.context();
    Host host = new Host(before.directory(), before.environment());
    ScriptLoader loader = loader(problems, host);
    Reading reading = new Reading(loader, problems, files, script.params(), false);
    if (reading.run(limit)) {
      reading.close();
    }
    problems.orThrow();
    Apps apps = apps(reading, loader);
    Map<String, App> checked = ReadAgain.check(apps.byName, before.marks(), apps.marks);
    return new Workflow(nameOf(reading, files), script, checked, List.of());
  }

  private ScriptLoader loader(ProblemLog problems, Host host) {
    return new ScriptLoader(cache, WorkflowScript.class.getName(), problems, host);
  }

  private Workflow read(
      ScriptFiles files,
      Map<String, Object> given,
      ProblemLog problems,
      Optional<Capacity> capacity) {
    Host host = new Host(HERE, Map.of());
    ScriptLoader loader = loader(problems, host);
    Reading reading = new Reading(loader, problems, files, given, false);
    if (!reading.run(limit)) {
      // The script may still be running: none of its results are read.
      Script unread = new Script(files.main(), files.directory(), Map.of(), Map.of());
      return new Workflow(files.main(), unread, Map.of(), List.of());
    }
    List<JobEntry> entries = reading.close();
    JobCheck check = new JobCheck(reading.apps(), problems);
    List<JobSpec> jobs = new ArrayList<>(entries.size());
    entries.forEach(entry -> jobs.add(check.check(entry)));
    new GraphCheck(reading.apps(), entries, problems).check();
    new PredictorCheck(entries, problems).check(reading.apps().values());
    reading
        .moldableAt()
        .ifPresent(at -> MoldableCheck.check(at, entries, reading.apps().values(), problems));
    new InputCheck(files.directory(), problems).check(entries);
    capacity.ifPresent(one -> new FitCheck(reading.apps(), one, problems).check(entries));
    Apps apps = apps(reading, loader);
    Script script =
        new Script(
            files.main(),
            files.directory(),
            Collections.unmodifiableMap(new LinkedHashMap<>(files.texts())),
            Collections.unmodifiableMap(new LinkedHashMap<>(reading.parameters().values())),
            new ScriptContext(host.directory(), host.environment(), apps.marks),
            name());
    return new Workflow(
        nameOf(reading, files), script, apps.byName, List.copyOf(jobs), reading.moldable());
  }

  private record Apps(Map<String, App> byName, Map<String, String> marks) {}

  private static Apps apps(Reading reading, ScriptLoader loader) {
    Fingerprints fingerprints = new Fingerprints(loader.scripts(), reading.parameters().values());
    Map<String, App> apps = new LinkedHashMap<>();
    Map<String, String> marks = new LinkedHashMap<>();
    reading
        .apps()
        .forEach(
            (name, entry) -> {
              App app = AppFingerprint.sign(entry.app(), fingerprints.basis(entry.at()));
              apps.put(name, app);
              marks.putAll(reading.marks(app, fingerprints.uses(entry.at())));
            });
    return new Apps(Collections.unmodifiableMap(apps), Collections.unmodifiableMap(marks));
  }

  private static String nameOf(Reading reading, ScriptFiles files) {
    if (!reading.name().isEmpty()) {
      return reading.name();
    }
    String file = files.main().replaceFirst("\\.[A-Za-z]+$", "");
    return file.replaceAll("[^A-Za-z0-9._-]", "-");
  }
}
