package io.balsam.dsl.capture;

import groovy.lang.Binding;
import groovy.lang.Closure;
import io.balsam.dsl.check.AppEntry;
import io.balsam.dsl.check.JobEntry;
import io.balsam.dsl.grammar.JobHandle;
import io.balsam.dsl.problem.ProblemLog;
import io.balsam.dsl.source.ScriptLoader;
import io.balsam.dsl.source.ScriptText;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.dsl.source.UnknownWords;
import io.balsam.dsl.source.UnknownWords.Complaint;
import io.balsam.dsl.value.DurationText;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.MoldableLimits;
import io.balsam.engine.domain.SourceRef;
import io.balsam.engine.files.PathText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a script: collects its declarations. After it is closed, it only serves hooks and
 * functions.
 */
public final class Reading {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

  /** Environment variable that changes the maximum duration of a top level. */
  public static final String TIME_LIMIT = "BALSAM_SCRIPT_LIMIT";

  private final ScriptLoader loader;
  private final ProblemLog problems;
  private final ScriptFiles files;
  private final ScriptParams scriptParams;
  private final Map<String, AppEntry> apps;
  private final List<WorkflowScript> scripts;
  private final Binding variables;
  private final Deque<String> including = new ArrayDeque<>();
  private final Names names;
  private final Jobs jobs;
  private Optional<MoldableLimits> moldable = Optional.empty();
  private @Nullable SourcePosition moldableAt;
  private String name;
  private volatile boolean late;
  private boolean closed;

  /**
   * Creates a reading.
   *
   * @param given values of script parameters
   * @param samples whether parameters without a value get one of their type instead of a problem
   */
  public Reading(
      ScriptLoader loader,
      ProblemLog problems,
      ScriptFiles files,
      Map<String, Object> given,
      boolean samples) {
    this.loader = loader;
    this.problems = problems;
    this.files = files;
    this.apps = new LinkedHashMap<>();
    this.scripts = new ArrayList<>();
    this.variables = new Binding();
    this.names = new Names(loader, problems, scripts, variables, this::params);
    this.scriptParams = new ScriptParams(names, given, samples);
    this.jobs = new Jobs(names, (app, number) -> app + "/" + number);
    this.name = "";
  }

  /**
   * Runs the script and what it includes; failures are added to the problems.
   *
   * @return whether the script ran to its end
   */
  public boolean run(Duration limit) {
    boolean ended = TopLevel.run(() -> run(files.main()), limit, where -> late(where, limit));
    return ended && !loader.scripts().isEmpty();
  }

  private void late(Throwable where, Duration limit) {
    late = true;
    String what = "the script's top level has not finished after " + DurationText.of(limit);
    String hint = "end the loop, or move long work into a job; $" + TIME_LIMIT + " allows more";
    loader
        .in(where)
        .ifPresentOrElse(
            place -> place.report(problems, what, hint),
            () -> problems.add(new SourceRef(files.main(), 0, 0), 0, "", what, hint));
  }

  private void run(String script) {
    Optional<String> text = files.text(script);
    if (text.isEmpty()) {
      problems.add(
          new SourceRef(script, 0, 0), 0, "", "the script cannot be read", files.whyNot(script));
      return;
    }
    including.push(script);
    loader.load(script, text.get()).ifPresent(loaded -> evaluate(loaded.type(), loaded.text()));
    including.pop();
  }

  private void evaluate(Class<?> type, ScriptText text) {
    try {
      WorkflowScript script = (WorkflowScript) type.getDeclaredConstructor().newInstance();
      script.attach(this, text);
      script.setBinding(variables);
      scripts.add(script);
      script.run();
    } catch (Throwable thrown) {
      fault(ScriptErrors.cause(thrown), text);
    }
  }

  private void fault(Throwable thrown, ScriptText text) {
    if (late) {
      return;
    }
    if (thrown instanceof VirtualMachineError error
        && !(thrown instanceof StackOverflowError)
        && !(thrown instanceof OutOfMemoryError)) {
      throw error;
    }
    // Consequences of a mistake already reported would only confuse.
    if (problems.isEmpty()) {
      Complaint complaint = ScriptErrors.complaint(thrown);
      loader
          .in(thrown)
          .orElseGet(() -> text.onLine(0, ""))
          .report(problems, complaint.what(), complaint.hint());
    }
  }

  /** Ends the reading: from now on a new app or job of the script is a mistake. */
  public List<JobEntry> close() {
    closed = true;
    names.close();
    UnknownWords.report(loader.scripts(), problems);
    scriptParams.reportUnknown(files.main());
    return jobs.close();
  }

  /** Returns the names that scripts and blocks resolve unknown words with. */
  Names names() {
    return names;
  }

  /** Returns the name that the script gives itself; empty when it gives none. */
  public String name() {
    return name;
  }

  /** Returns the limits of moldable jobs. */
  public MoldableLimits moldable() {
    return moldable.orElse(MoldableLimits.DEFAULT);
  }

  /** Returns the position where the limits of moldable jobs are set; empty when they are not. */
  public Optional<SourcePosition> moldableAt() {
    return Optional.ofNullable(moldableAt);
  }

  /** Returns the apps by name, in the sequence of their declaration. */
  public Map<String, AppEntry> apps() {
    return apps;
  }

  /**
   * Returns marks that show whether an app's code is the same in another reading.
   *
   * @param app app with its fingerprint
   * @param uses the names that its code mentions
   */
  public Map<String, String> marks(App app, Set<String> uses) {
    return new Marks(variables).of(app, uses);
  }

  /** Returns the parameters that the script declares. */
  public ScriptParams parameters() {
    return scriptParams;
  }

  /** Returns the problems so far. */
  public ProblemLog problems() {
    return problems;
  }

  Map<String, Object> params() {
    return scriptParams.values();
  }

  void workflow(SourcePosition at, String text) {
    open("workflow");
    if (!NAME.matcher(text).matches()) {
      at.report(problems, "'" + text + "' is not a valid name", "use letters, digits and . _ -");
    } else if (!name.isEmpty()) {
      at.report(problems, "the workflow is named twice", "keep one of them");
    }
    name = text;
  }

  void param(SourcePosition at, Map<String, Object> options, String text) {
    open("param");
    scriptParams.declare(at, options, text);
  }

  void include(SourcePosition at, String path) {
    open("include");
    Optional<String> fault = PathText.fault(path);
    if (fault.isPresent()) {
      at.report(problems, fault.get(), "");
      return;
    }
    String from = including.isEmpty() ? files.main() : including.peek();
    String wanted = files.relative(from, path);
    if (including.contains(wanted)) {
      List<String> round = new ArrayList<>(including);
      Collections.reverse(round);
      round = new ArrayList<>(round.subList(round.indexOf(wanted), round.size()));
      round.add(wanted);
      at.report(
          problems,
          "scripts include each other: " + String.join(" -> ", round),
          "remove one 'include'");
    } else if (files.text(wanted).isEmpty()) {
      at.report(problems, "cannot include '" + path + "'", files.whyNot(wanted));
    } else if (loader.scripts().stream().noneMatch(known -> known.name().equals(wanted))) {
      run(wanted);
    }
  }

  void moldable(SourcePosition at, Map<String, Object> given) {
    open("moldable");
    if (moldable.isPresent()) {
      at.report(problems, "'moldable' is said twice", "keep one of them");
    }
    moldable = Optional.of(new LimitOptions(at, given, problems).limits());
    moldableAt = at;
  }

  void app(SourcePosition at, String appName, Closure<?> block) {
    open("app");
    AppEntry other = apps.get(appName);
    if (!NAME.matcher(appName).matches()) {
      at.report(
          problems, "'" + appName + "' is not a valid app name", "use letters, digits and . _ -");
    } else if (other != null) {
      at.report(
          problems,
          "there are two apps called '" + appName + "'",
          "the other one is at " + other.at().ref());
    }
    AppBlock words = new AppBlock(this, appName, at);
    Block.run(block, words);
    apps.put(appName, new AppEntry(words.app(), at));
  }

  JobHandle job(SourcePosition at, String appName, @Nullable Closure<?> block) {
    Submission submission = Submission.current();
    if (submission != null) {
      return submission.declare(at, appName, block);
    }
    open("job");
    return jobs.add(at, appName, block);
  }

  private void open(String word) {
    if (closed) {
      throw new ScriptFault(
          "'"
              + word
              + "' is too late here: the script has already been read"
              + (word.equals("job")
                  ? "; a hook adds jobs with submit { job('app') { ... } }"
                  : ""));
    }
  }
}
