package io.balsam.dsl.capture;

import groovy.lang.Closure;
import io.balsam.dsl.grammar.JobHandle;
import io.balsam.dsl.grammar.SubmitGrammar;
import io.balsam.dsl.source.Context;
import io.balsam.dsl.source.SourcePosition;

/** Words of {@code submit}. */
final class SubmitBlock extends Block implements SubmitGrammar {

  private final Submission submission;

  SubmitBlock(Names names, Context context, SourcePosition at, Submission submission) {
    super(names, context, at);
    this.submission = submission;
  }

  @Override
  public JobHandle job(String app) {
    return submission.declare(WorkflowScript.UNKNOWN, app, null);
  }

  @Override
  public JobHandle job(String app, Closure<?> block) {
    return submission.declare(WorkflowScript.UNKNOWN, app, block);
  }

  /** Called by compiled code, with the word's number. */
  public JobHandle job(int range, String app) {
    return submission.declare(range, app, null);
  }

  /** Called by compiled code, with the word's number. */
  public JobHandle job(int range, String app, Closure<?> block) {
    return submission.declare(range, app, block);
  }
}
