package io.balsam.dsl;

import io.balsam.dsl.problem.Problem;
import io.balsam.dsl.problem.ScriptProblems;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.packing.Capacity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Language that workflows are written in. Thread-safe. */
public interface WorkflowFormat extends WorkflowLoader {

  /** Returns its name, which is stored with the scripts that it reads. */
  String name();

  /** Returns the endings of its files, with the dot. */
  Set<String> endings();

  /**
   * Reads a script and everything it includes.
   *
   * @param script the file
   * @param params values of script parameters by name: strings from {@code --param} are converted
   *     to the parameter's type, other values must have it
   * @return a workflow that has passed every check possible beforehand
   * @throws ScriptProblems with all that is wrong, the unreadable file included
   */
  Workflow read(Path script, Map<String, Object> params);

  /**
   * Reads a script as {@link #read(Path, Map)} does, and refuses jobs that the site can never run.
   *
   * @throws ScriptProblems with all that is wrong
   */
  Workflow read(Path script, Map<String, Object> params, Capacity capacity);

  /**
   * Finds everything that {@link #read(Path, Map, Capacity)} would refuse.
   *
   * @return the problems in the sequence of the script; empty when there are none
   */
  List<Problem> lint(Path script, Map<String, Object> params, Capacity capacity);

  /**
   * Returns the parameters a script declares, in sequence, for help texts. Missing values are no
   * problem here.
   *
   * @throws ScriptProblems when the script cannot be read or compiled
   */
  List<ScriptParameter> parameters(Path script);
}
