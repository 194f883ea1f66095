package io.balsam.dsl.problem;

import io.balsam.engine.domain.SourceRef;

/**
 * One problem of a script.
 *
 * @param at its position; line 0 when it is not in the text (an unknown {@code --param})
 * @param what description, one line
 * @param hint what to write instead; empty when there is nothing to add
 * @param frame the lines of the script around it with a caret line below; empty without a line
 */
public record Problem(SourceRef at, String what, String hint, String frame) {

  /** Returns {@code file:line:column: what: hint} on one line. */
  @Override
  public String toString() {
    return at + ": " + what + (hint.isEmpty() ? "" : ": " + hint);
  }

  /** Returns {@link #toString()} with the frame below it, for a terminal. */
  public String withFrame() {
    return frame.isEmpty() ? toString() : this + "\n" + frame;
  }
}
