package io.balsam.engine.command;

import org.jspecify.annotations.Nullable;

/**
 * Placeholder {@code {{name}}} in a command.
 *
 * @param start its position in the text, including surrounding quotes when nothing else is in them
 * @param end position after it
 * @param name name of the parameter
 * @param written as the author wrote it
 * @param place how the shell interprets the position
 * @param bare whether a harmless value needs no quotes there
 * @param single whether a list is not allowed there
 * @param before literal beginning of the word, for one that names a program; null elsewhere
 * @param refusal why no value is allowed there; empty when one is
 * @param cure what to write instead
 */
record Placeholder(
    int start,
    int end,
    String name,
    String written,
    Place place,
    boolean bare,
    boolean single,
    @Nullable String before,
    String refusal,
    String cure) {

  /** Interpretation of a position by the shell. */
  enum Place {
    WORD,
    DOUBLE_QUOTED,
    SINGLE_QUOTED,
    ARITHMETIC,
    HERE_DOCUMENT,
    COMMENT
  }

  Placeholder refused(String why, String instead) {
    return refusal.isEmpty()
        ? new Placeholder(start, end, name, written, place, bare, single, before, why, instead)
        : this;
  }
}
