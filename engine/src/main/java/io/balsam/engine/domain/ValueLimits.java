package io.balsam.engine.domain;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Limits on the values of a script, so that every store and recipient can read them again. One
 * instance follows one value through its parts. Messages complete the sentence "x …".
 *
 * <p>JSON readers reject values that are nested 1,000 deep or longer than 20 million characters,
 * and PostgreSQL rejects NUL and unpaired surrogates; a value that was written but could not be
 * read again used to end the engine at each resume. So a value is checked where it enters: the
 * script reader names the line, a value from a hook or function fails that job, and the owner
 * checks reports once more. Collections are counted while they are walked, because they may have no
 * end. Texts of other programs are never rejected: they are cut, and what no database can store
 * becomes U+FFFD. Reading has no limits: a row that cannot be read is shown as damaged, the others
 * as usual. No setting raises these limits, since every process that lists jobs holds the values in
 * memory.
 */
public final class ValueLimits {

  /** Maximum nesting depth of lists and maps. */
  public static final int DEPTH = 200;

  /** Maximum number of characters in all texts and names of a value, plus one for each part. */
  public static final int LENGTH = 16_000_000;

  /** Maximum number of characters of a name in a map. */
  public static final int NAME = 10_000;

  /** Maximum number of digits of a number. */
  public static final int DIGITS = 500;

  private static final int TAG_NAME = 200;
  private static final int TAG = 600;

  private int depth;
  private long length;

  /**
   * Begins a list or map that reports this size. The size may be wrong, and the collection may be
   * endless: the caller counts its parts as they come, and allocates nothing based on the size.
   */
  public void enter(int size) {
    if (size > LENGTH - length) {
      throw tooLong();
    }
    if (++depth > DEPTH) {
      throw new IllegalArgumentException(
          "is nested more than " + DEPTH + " deep, or contains itself: keep it in a file");
    }
    grow(1);
  }

  /** Ends the list or map that began last. */
  public void leave() {
    depth--;
  }

  /** Counts a part that is null; there may be too many of those as well. */
  public void nothing() {
    grow(1);
  }

  /** Checks and counts a part other than a list or map. */
  public <T> T part(T value) {
    if (value instanceof String text) {
      grow(text.length());
      wellFormed(text);
    } else {
      grow(1);
    }
    if (value instanceof BigInteger number) {
      digits(number.bitLength() / 3.3);
    } else if (value instanceof BigDecimal number) {
      digits(Math.max(number.precision(), Math.abs((double) number.scale())));
    }
    return value;
  }

  /** Checks and counts a name in a map. */
  public String name(String name) {
    if (name.length() > NAME) {
      throw new IllegalArgumentException(
          "has a name of %,d characters: %,d are the most".formatted(name.length(), NAME));
    }
    return part(name);
  }

  /**
   * Checks a tag. Databases search jobs by their tags: they are short, and any text without NUL.
   */
  public static void tag(String name, String content) {
    shortText(name, TAG_NAME);
    shortText(content, TAG);
  }

  private static void shortText(String text, int most) {
    if (text.length() > most) {
      throw new IllegalArgumentException(
          "has %,d characters: a tag has %d at most, its name %d"
              .formatted(text.length(), TAG, TAG_NAME));
    }
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("contains a NUL character");
    }
    wellFormed(text);
  }

  private void grow(int by) {
    length += by;
    if (length > LENGTH) {
      throw tooLong();
    }
  }

  /** Returns the error for a value that is longer than {@link #LENGTH}. */
  public static IllegalArgumentException tooLong() {
    return new IllegalArgumentException(
        "has more than %,d characters: keep it in a file".formatted(LENGTH));
  }

  private static void digits(double count) {
    if (count > DIGITS) {
      throw new IllegalArgumentException(
          "is or contains a number of more than " + DIGITS + " digits");
    }
  }

  private static void wellFormed(String text) {
    if (!isWellFormed(text)) {
      throw new IllegalArgumentException(
          "contains half a character (an unpaired surrogate), which no file and no database keeps");
    }
  }

  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /**
   * Returns a text of foreign origin in a form that any database can store: cut, and with
   * characters that cannot be stored replaced.
   */
  public static String foreign(String text, int most) {
    String cut =
        text.length() <= most
            ? text
            : text.substring(0, most) + "… (%,d characters)".formatted(text.length());
    if (cut.indexOf('\0') < 0 && isWellFormed(cut)) {
      return cut;
    }
    StringBuilder kept = new StringBuilder(cut.length());
    cut.codePoints()
        .map(
            c ->
                c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    ? 0xFFFD
                    : c)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
