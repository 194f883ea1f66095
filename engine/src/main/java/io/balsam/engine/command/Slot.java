package io.balsam.engine.command;

import org.jspecify.annotations.Nullable;

/**
 * A {@code {{name}}} in a command.
 *
 * @param start where it stands in the text, with the quotes around it when nothing else is in them
 * @param end behind it
 * @param name of the parameter
 * @param written as the author wrote it
 * @param place what the shell makes of that place
 * @param bare whether a harmless value needs no quotes there
 * @param single whether a list cannot stand there
 * @param before the literal beginning of the word, for one that names a program; null elsewhere
 * @param refusal why no value can stand there; empty when one can
 * @param cure what to write instead
 */
record Slot(
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

  /** What the shell makes of a place. */
  enum Place {
    WORD,
    DOUBLE_QUOTED,
    SINGLE_QUOTED,
    ARITHMETIC,
    HERE_DOCUMENT,
    COMMENT
  }

  Slot refused(String why, String instead) {
    return refusal.isEmpty()
        ? new Slot(start, end, name, written, place, bare, single, before, why, instead)
        : this;
  }
}
