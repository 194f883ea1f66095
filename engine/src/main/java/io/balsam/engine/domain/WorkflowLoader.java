package io.balsam.engine.domain;

/** Reads a stored script again, so that an engine can run the hooks of a run it did not start. */
@FunctionalInterface
public interface WorkflowLoader {

  /**
   * @throws RuntimeException when the script cannot be read; the message is for people
   */
  Workflow load(Script script);
}
