package io.balsam.dsl.capture;

import groovy.lang.Closure;
import io.balsam.dsl.check.JobEntry;
import io.balsam.dsl.source.SourcePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jobs of one submission, in the sequence of their declaration. */
final class Jobs {

  /** Names the workdir of the n-th job of an app, for jobs that do not set their own. */
  interface Workdirs {
    String of(String app, int number);
  }

  private final Names names;
  private final Workdirs workdirs;
  private final List<DeclaredJob> jobs = new ArrayList<>();
  private final Map<String, Integer> perApp = new HashMap<>();
  private boolean closed;

  Jobs(Names names, Workdirs workdirs) {
    this.names = names;
    this.workdirs = workdirs;
  }

  DeclaredJob add(SourcePosition at, String app, @Nullable Closure<?> block) {
    int number = perApp.merge(app, 1, Integer::sum);
    DeclaredJob job = new DeclaredJob(this, jobs.size(), app, at);
    jobs.add(job);
    JobBlock words = new JobBlock(names, job);
    if (block != null) {
      Block.run(block, words);
    }
    job.declared(words.spec(workdirs.of(app, number)));
    return job;
  }

  boolean closed() {
    return closed;
  }

  Names names() {
    return names;
  }

  /** Returns the declared jobs; no more can be added. */
  List<JobEntry> close() {
    closed = true;
    List<JobEntry> entries = jobs.stream().map(DeclaredJob::entry).toList();
    // Hooks live as long as the run; the objects of the declaration need not.
    jobs.clear();
    return entries;
  }
}
