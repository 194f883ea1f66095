package io.balsam.dsl.grammar;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;

/**
 * The words inside {@code submit { … }} of a hook. Jobs may wait for each other and, by {@code
 * after job}, for the hook's own job.
 */
public interface SubmitGrammar {

  /** Adds a job of an app without required parameters. */
  @Word("job('app') { parameters x: 1 }")
  JobHandle job(String app);

  /** Adds a job. Default workdir: {@code app/<this job's number>-<attempt>-<hook>-<n>}. */
  JobHandle job(
      String app,
      @DelegatesTo(value = JobGrammar.class, strategy = Closure.DELEGATE_ONLY) Closure<?> block);
}
