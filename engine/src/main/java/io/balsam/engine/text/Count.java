package io.balsam.engine.text;

/** Numbers with nouns, singular or plural. */
public final class Count {

  private Count() {}

  /**
   * Returns a number with its noun, as {@code 1 job}, {@code 3 jobs}.
   *
   * @param noun singular of a noun whose plural ends in s
   */
  public static String of(long number, String noun) {
    return number + " " + noun(number, noun);
  }

  /** Returns the noun for a number, as {@code job}, {@code jobs}. */
  public static String noun(long number, String noun) {
    return number == 1 ? noun : noun + "s";
  }
}
