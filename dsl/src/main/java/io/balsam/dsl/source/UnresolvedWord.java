package io.balsam.dsl.source;

/**
 * A word that is defined neither in its block nor in its own file; an included file still may
 * define it.
 *
 * @param use kind of use
 * @param context the block it is in
 * @param range its number in the map
 */
record UnresolvedWord(Use use, Context context, int range) {

  /** Kind of use of a word. */
  enum Use {
    CALL,
    VALUE,
    /** A member of a hook's {@code job}. */
    MEMBER,
    ASSIGNED
  }
}
