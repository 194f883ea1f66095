package io.balsam.engine.command;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of a POSIX shell. */
public final class ShellWords {

  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_%+,./:@^-][A-Za-z0-9_%+,./:=@^-]*");

  private ShellWords() {}

  /** The text as one word. */
  public static String quote(String text) {
    return isPlain(text) ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** Whether a shell takes the text for what it is, even without quotes. */
  static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }

  /** Words as one command. */
  public static String join(Collection<String> words) {
    return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
  }
}
