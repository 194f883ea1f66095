package io.balsam.dsl.capture;

import io.balsam.dsl.grammar.FunctionGrammar;
import io.balsam.dsl.source.Context;
import io.balsam.dsl.source.SourcePosition;

/** Words of one call of a function. */
final class FunctionBlock extends Block implements FunctionGrammar {

  private final JobView job;

  FunctionBlock(Names names, JobView job, SourcePosition at) {
    super(names, Context.FUNCTION, at);
    this.job = job;
  }

  @Override
  public JobView getJob() {
    return job;
  }
}
