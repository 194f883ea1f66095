package io.balsam.engine.domain;

/**
 * Reads a stored script again to get the code of its hooks and functions, for a run that was read
 * elsewhere.
 */
@FunctionalInterface
public interface WorkflowLoader {

  /**
   * Reads a script.
   *
   * @throws RuntimeException when the script cannot be read; the message is for people
   */
  Workflow load(Script script);
}
