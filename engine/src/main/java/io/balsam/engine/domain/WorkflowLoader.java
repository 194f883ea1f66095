package io.balsam.engine.domain;

/** Reads a stored script again for its code: hooks and functions of a run read elsewhere. */
@FunctionalInterface
public interface WorkflowLoader {

  /**
   * @throws RuntimeException when the script cannot be read; the message is for people
   */
  Workflow load(Script script);
}
