package io.balsam.dsl.source;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.engine.domain.SourceRef;

/** Position of a word in a script. */
public record SourcePosition(ScriptText script, SourceRange range) {

  /** Returns a reference for values that outlive the reading. */
  public SourceRef ref() {
    return new SourceRef(script.name(), range.line(), range.column());
  }

  /**
   * Returns the first such word or key inside this one's range; this position itself when there is
   * none.
   */
  public SourcePosition inside(String word) {
    return script.inside(range, word);
  }

  /**
   * Returns the position of a text inside the range; this position itself when there is none.
   *
   * @param number number of earlier occurrences to skip
   */
  public SourcePosition text(String wanted, int number) {
    return script.find(range, wanted, number);
  }

  /** Adds a problem at this position. */
  public void report(ProblemLog problems, String what, String hint) {
    problems.add(ref(), range.word().length(), script.text(), what, hint);
  }

  /** Adds a problem of which only the line is certain. */
  public void reportLine(ProblemLog problems, String what, String hint) {
    problems.addOnLine(ref(), range.word().length(), script.text(), what, hint);
  }
}
