package io.balsam.dsl.problem;

import io.balsam.engine.domain.SourceRef;

/**
 * One thing that is wrong with a script.
 *
 * @param at where; line 0 when the trouble is not in the text (an unknown {@code --param})
 * @param what what is wrong, one line
 * @param hint what to write instead; empty when there is nothing to add
 * @param frame the lines of the script around it with a caret line below; empty without a line
 */
public record Problem(SourceRef at, String what, String hint, String frame) {

  /** {@code file:line:column: what: hint}, one line. */
  @Override
  public String toString() {
    return at + ": " + what + (hint.isEmpty() ? "" : ": " + hint);
  }

  /** {@link #toString()} with the frame below it, for a terminal. */
  public String withFrame() {
    return frame.isEmpty() ? toString() : this + "\n" + frame;
  }
}
