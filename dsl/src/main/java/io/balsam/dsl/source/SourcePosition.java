package io.balsam.dsl.source;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.engine.domain.SourceRef;

/** A word in a script that can be pointed at. */
public record SourcePosition(ScriptText script, SourceRange spot) {

  /** For values that outlive the reading. */
  public SourceRef ref() {
    return new SourceRef(script.name(), spot.line(), spot.column());
  }

  /** The first such word or key inside this one's range; this place itself when there is none. */
  public SourcePosition inside(String word) {
    return script.inside(spot, word);
  }

  /**
   * A place inside the range where this text stands; this place itself when nowhere.
   *
   * @param number counts the places where it stands before that
   */
  public SourcePosition text(String wanted, int number) {
    return script.find(spot, wanted, number);
  }

  /** Adds a problem here. */
  public void report(ProblemLog problems, String what, String hint) {
    problems.add(ref(), spot.word().length(), script.text(), what, hint);
  }

  /** The same when only the line is certain. */
  public void reportLine(ProblemLog problems, String what, String hint) {
    problems.addOnLine(ref(), spot.word().length(), script.text(), what, hint);
  }
}
