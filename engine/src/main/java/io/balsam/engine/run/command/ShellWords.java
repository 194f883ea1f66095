package io.balsam.engine.run.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of a POSIX shell. */
public final class ShellWords {

  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_%+,./:@^-][A-Za-z0-9_%+,./:=@^-]*");
  private static final String SPECIAL = "\"\\$`|&;<>()*?[]#~!{}\n";

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

  /**
   * The words of a plain command: nothing in it but words and single quotes. Empty when a shell is
   * needed to understand it.
   */
  public static Optional<List<String>> plainWords(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (c == '\'') {
        int end = command.indexOf('\'', i + 1);
        if (end < 0) {
          return Optional.empty();
        }
        word.append(command, i + 1, end);
        inWord = true;
        i = end;
      } else if (c == '\\' && i + 1 < command.length() && command.charAt(i + 1) == '\'') {
        word.append('\'');
        inWord = true;
        i++;
      } else if (c == ' ' || c == '\t') {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else if (SPECIAL.indexOf(c) >= 0 || (c == '=' && words.isEmpty())) {
        return Optional.empty();
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }
}
