package io.balsam.dsl.source;

/**
 * A word that neither the block it stands in nor its own file knows; an included file still may.
 *
 * @param use how it is used
 * @param context the block it stands in
 * @param spot its number in the map
 */
record UnresolvedWord(Use use, Context context, int spot) {

  /** How a word is used. */
  enum Use {
    CALL,
    VALUE,
    /** What a hook asks its job for. */
    MEMBER,
    ASSIGNED
  }
}
