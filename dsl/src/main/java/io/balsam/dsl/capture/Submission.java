package io.balsam.dsl.capture;

import groovy.lang.Closure;
import io.balsam.dsl.check.AppEntry;
import io.balsam.dsl.check.GraphCheck;
import io.balsam.dsl.check.JobCheck;
import io.balsam.dsl.check.JobEntry;
import io.balsam.dsl.grammar.JobHandle;
import io.balsam.dsl.problem.Problem;
import io.balsam.dsl.problem.ProblemLog;
import io.balsam.dsl.source.Context;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.engine.domain.JobSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Jobs that a hook adds. They are checked in the same way as those of the script. */
final class Submission {

  private static final ThreadLocal<@Nullable Submission> CURRENT = new ThreadLocal<>();

  private final Map<String, AppEntry> apps;
  private final Names names;
  private final Jobs jobs;
  private @Nullable WorkflowScript script;

  Submission(Reading reading, String prefix) {
    this.apps = reading.apps();
    this.names = reading.names().later(new ProblemLog());
    this.jobs = new Jobs(names, (app, number) -> app + "/" + prefix + "-" + number);
  }

  static @Nullable Submission current() {
    return CURRENT.get();
  }

  static Submission require() {
    Submission current = CURRENT.get();
    if (current == null) {
      throw new ScriptFault("a hook adds jobs with 'submit': write submit { job('app') { ... } }");
    }
    return current;
  }

  /** Adds a job declared in the block of {@code submit} itself. */
  JobHandle declare(int range, String app, @Nullable Closure<?> block) {
    SourcePosition at = script == null ? names.hereOrStart("job") : script.place(range, "job");
    return declare(at, app, block);
  }

  JobHandle declare(SourcePosition at, String app, @Nullable Closure<?> block) {
    return jobs.add(at, app, block);
  }

  void collect(Closure<?> block, SourcePosition at) {
    Submission outer = CURRENT.get();
    CURRENT.set(this);
    script = block.getThisObject() instanceof WorkflowScript own ? own : null;
    try {
      Block.run(block, new SubmitBlock(names, Context.SUBMIT, at, this));
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  List<JobSpec> finish() {
    List<JobEntry> entries = jobs.close();
    ProblemLog problems = names.problems();
    JobCheck check = new JobCheck(apps, problems);
    List<JobSpec> checked = new ArrayList<>();
    entries.forEach(entry -> checked.add(check.check(entry)));
    new GraphCheck(apps, entries, problems).check();
    if (!problems.isEmpty()) {
      throw new ScriptFault(
          problems.sorted().stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
    return checked;
  }
}
