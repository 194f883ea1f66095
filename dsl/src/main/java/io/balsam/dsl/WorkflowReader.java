package io.balsam.dsl;

import io.balsam.dsl.problem.Problem;
import io.balsam.dsl.problem.ScriptProblems;
import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.spi.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads workflow scripts. Reading runs the script once to see what it declares; nothing is
 * submitted. Safe for use by several threads.
 */
public final class WorkflowReader implements WorkflowLoader {

  /** Keeps compiled scripts in {@code $XDG_CACHE_HOME/balsam/scripts}. */
  public WorkflowReader() {
    this(Path.of("."));
  }

  /**
   * @param cache directory for compiled scripts, made when missing; when it cannot be written
   *     scripts are compiled each time
   */
  public WorkflowReader(Path cache) {}

  /**
   * Reads a script and everything it includes.
   *
   * @param script the file
   * @param params values of script parameters by name: texts from {@code --param} are converted to
   *     the parameter's type, other values must have it
   * @return a workflow in which everything that can be checked beforehand is right
   * @throws ScriptProblems with all that is wrong, the unreadable file included
   */
  public Workflow read(Path script, Map<String, Object> params) {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * Looks for everything that {@link #read} would refuse, and for jobs that no node can run.
   *
   * @param nodes what the site has; empty when that is not known
   * @return in the order of the script; empty when all is well
   */
  public List<Problem> lint(Path script, Map<String, Object> params, List<Node> nodes) {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * The parameters a script asks for, in the order declared, for help texts. Values that are missing
   * do not matter here.
   *
   * @throws ScriptProblems when the script cannot be compiled
   */
  public List<ScriptParameter> parameters(Path script) {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * Reads a stored script again: same apps, same fingerprints, same jobs. No script file is read.
   *
   * @throws ScriptProblems when the stored text does not suit this version any more
   */
  @Override
  public Workflow load(Script script) {
    throw new UnsupportedOperationException("being written");
  }
}
