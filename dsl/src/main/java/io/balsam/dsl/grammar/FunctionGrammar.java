package io.balsam.dsl.grammar;

/** The words inside {@code run { … }} of an app. */
public interface FunctionGrammar {

  /** Returns the job that runs. */
  HookJob getJob();
}
