package io.balsam.dsl.problem;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown for a script that cannot be used. The message lists every problem with its code frame. */
public final class ScriptProblems extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * Creates the exception.
   *
   * @param problems at least one, in the sequence of the script
   */
  public ScriptProblems(List<Problem> problems) {
    super(problems.stream().map(Problem::withFrame).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems, in the sequence of the script. */
  public List<Problem> problems() {
    return problems;
  }
}
