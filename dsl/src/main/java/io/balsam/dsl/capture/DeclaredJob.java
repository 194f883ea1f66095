package io.balsam.dsl.capture;

import groovy.lang.MissingMethodException;
import io.balsam.dsl.check.JobEntry;
import io.balsam.dsl.grammar.JobHandle;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.dsl.value.PlainValues;
import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.ParentKind;
import io.balsam.engine.domain.ParentRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A job of a submission that is not complete yet. */
final class DeclaredJob implements JobHandle {

  private final Jobs jobs;
  private final int index;
  private final String app;
  private final SourcePosition at;
  private final Set<ParentRef> parents = new LinkedHashSet<>(4);
  private final List<InputFiles> inputs = new ArrayList<>(0);
  private @Nullable JobSpec spec;

  DeclaredJob(Jobs jobs, int index, String app, SourcePosition at) {
    this.jobs = jobs;
    this.index = index;
    this.app = app;
    this.at = at;
  }

  @Override
  public String getApp() {
    return app;
  }

  @Override
  public String getWorkdir() {
    return spec == null ? "" : spec.workdir();
  }

  @Override
  public JobHandle after(@Nullable Object... others) {
    waitFor(others, ParentKind.SUCCESS, "after");
    return this;
  }

  @Override
  public JobHandle afterAny(@Nullable Object... others) {
    waitFor(others, ParentKind.ANY_END, "after_any");
    return this;
  }

  /** Accepts words written in snake_case. */
  public @Nullable Object methodMissing(String name, Object arguments) {
    if (name.equals("after_any")) {
      return afterAny((Object[]) arguments);
    }
    throw new MissingMethodException(name, DeclaredJob.class, (Object[]) arguments);
  }

  SourcePosition at() {
    return at;
  }

  void waitFor(@Nullable Object @Nullable [] others, ParentKind kind, String word) {
    if (jobs.closed()) {
      throw new ScriptFault("'" + word + "' is too late here: the script has already been read");
    }
    List<@Nullable Object> all =
        others == null ? Collections.singletonList(null) : Arrays.asList(others);
    if (all.isEmpty()) {
      report(word, "'" + word + "' needs a job", "write " + word + " job1, job2");
    }
    each(all, kind, word);
  }

  private void each(Collection<? extends @Nullable Object> others, ParentKind kind, String word) {
    for (Object other : others) {
      if (other instanceof Collection<?> list) {
        each(list, kind, word);
      } else if (other instanceof Object[] array) {
        each(Arrays.asList(array), kind, word);
      } else {
        parent(other, kind, word).ifPresent(parents::add);
      }
    }
  }

  /** Converts a value to a parent; reports a value that is none, and returns empty. */
  Optional<ParentRef> parent(@Nullable Object value, ParentKind kind, String word) {
    if (value instanceof DeclaredJob job && job.jobs == jobs) {
      return Optional.of(new ParentRef.Declared(job.index, kind));
    }
    if (value instanceof JobView job) {
      return Optional.of(new ParentRef.Existing(job.getId(), kind));
    }
    if (value instanceof DeclaredJob) {
      report(
          word,
          "'" + word + "' of a job added by a hook takes jobs of the same submit, or 'job'",
          "");
    } else {
      report(word, "'" + word + "' takes jobs, not " + PlainValues.kind(value), usage(word));
    }
    return Optional.empty();
  }

  private static String usage(String word) {
    return "write " + (word.endsWith(":") ? word + " job1, files: '*.csv'" : word + " job1, job2");
  }

  /** Takes files from a parent, which the job then waits for unless it does so already. */
  void take(ParentRef from, String pattern, boolean copy, boolean optional) {
    ParentRef known =
        Stream.of(ParentKind.values())
            .map(from::as)
            .filter(parents::contains)
            .findFirst()
            .orElse(from);
    parents.add(known);
    inputs.add(new InputFiles(Optional.of(known), pattern, copy, optional));
  }

  void take(String pattern, boolean copy, boolean optional) {
    inputs.add(new InputFiles(Optional.empty(), pattern, copy, optional));
  }

  private void report(String word, String what, String hint) {
    jobs.names().here(word.split(" ", 2)[0]).orElse(at).report(jobs.names().problems(), what, hint);
  }

  void declared(JobSpec declared) {
    spec = declared;
  }

  JobEntry entry() {
    JobSpec base = spec == null ? new JobBlock(jobs.names(), this).spec(app) : spec;
    return new JobEntry(
        new JobSpec(
            base.app(),
            base.workdir(),
            base.parameters(),
            base.environment(),
            base.tags(),
            base.data(),
            base.resources(),
            base.wallTime(),
            base.priority(),
            base.launchParams(),
            List.copyOf(parents),
            List.copyOf(inputs),
            base.transfers(),
            base.declaredAt()),
        at);
  }

  @Override
  public String toString() {
    return "job " + getWorkdir();
  }
}
