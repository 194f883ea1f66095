package io.balsam.engine.command;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quotes words for a POSIX shell. */
public final class ShellWords {

  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_%+,./:@^-][A-Za-z0-9_%+,./:=@^-]*");

  private ShellWords() {}

  /** Returns the text as one word. */
  public static String quote(String text) {
    return isPlain(text) ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** Returns whether a shell takes the text literally even without quotes. */
  static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }

  /** Returns words as one command. */
  public static String join(Collection<String> words) {
    return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
  }
}
