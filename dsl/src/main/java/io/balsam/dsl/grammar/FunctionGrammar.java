package io.balsam.dsl.grammar;

/** The words inside {@code run { … }} of an app. */
public interface FunctionGrammar {

  /** The job that runs. */
  HookJob getJob();
}
