package io.balsam.dsl.grammar;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;

/**
 * The words inside a hook. The last decision counts, wherever it is in the block; a hook without
 * one gets the default of its kind. An exception fails the job with the message and the line.
 * Several jobs may be inside one hook at the same time.
 *
 * <p>In {@code if (tired) restart(); job.data.x = 1} the last line does not undo the decision: the
 * block's value is ignored. {@code fail()} does not leave the block.
 */
public interface HookGrammar {

  /** Returns the hook's job; also the hook's first argument. */
  HookJob getJob();

  /** Continues with the job: preprocess and postprocess only. */
  @Word("proceed()")
  Object proceed();

  /** Starts the job again: not in preprocess. */
  @Word("restart()")
  Object restart();

  /**
   * Ends the job as failed.
   *
   * @param reason for people
   */
  @Word("fail('why')")
  Object fail(String reason);

  /** Adds jobs to the run, in one transaction with the hook's decision. */
  @Word("submit { job('app') { ... } }")
  void submit(
      @DelegatesTo(value = SubmitGrammar.class, strategy = Closure.DELEGATE_ONLY) Closure<?> block);
}
