package io.balsam.engine.domain;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What a value of a script may be, so that whoever it is stored for or sent to can read it again.
 * One of these follows one value through its parts. Messages end the sentence "x …".
 *
 * <p>JSON readers refuse what is nested 1,000 deep or longer than 20 million characters, PostgreSQL
 * refuses NUL and half characters; what was written but could not be read again ended the engine at
 * each resume. So a value is looked at where it enters: the script reader names the line, a hook's
 * or function's value fails that job, the owner looks once more at reports. Collections are counted
 * while they are walked, for they may have no end. Texts of other programs are never refused: they
 * are cut, and what no database keeps becomes U+FFFD. Reading has no limits: a row that cannot be
 * read is shown as damaged, the others as ever. No setting raises these limits, since everyone who
 * lists jobs holds the values in memory.
 */
public final class ValueLimits {

  /** Lists and maps inside each other. */
  public static final int DEPTH = 200;

  /** Characters of all its texts and names, and one for each part. */
  public static final int LENGTH = 16_000_000;

  /** Characters of a name in a map. */
  public static final int NAME = 10_000;

  /** Digits of a number. */
  public static final int DIGITS = 500;

  private static final int TAG_NAME = 200;
  private static final int TAG = 600;

  private int depth;
  private long length;

  /**
   * A list or map begins that says how many parts it has. It may be wrong, or never end: whoever
   * walks it counts its parts as they come, and reserves no room by what it says.
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

  /** The list or map that began last has ended. */
  public void leave() {
    depth--;
  }

  /** A part that is null: of those, too, there may be too many. */
  public void nothing() {
    grow(1);
  }

  /** A part other than a list or map. */
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

  /** A name in a map. */
  public String name(String name) {
    if (name.length() > NAME) {
      throw new IllegalArgumentException(
          "has a name of %,d characters: %,d are the most".formatted(name.length(), NAME));
    }
    return part(name);
  }

  /** Databases find jobs by their tags: they are short, and any text but NUL. */
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

  /** That a value is longer than {@link #LENGTH}. */
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

  /** A text that came from elsewhere, as any database can keep it: what it cannot is replaced. */
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
