package io.balsam.engine.process;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Limits of Linux on the arguments of a program, with the messages about them. */
final class ArgumentLimits {

  /** MAX_ARG_STRLEN, with pages of 4 KiB and without the final NUL. */
  static final int LONGEST = 128 * 1024 - 1;

  private static final int LONGEST_CHARACTER = 3;
  private static final String CURE = "; pass it in a file";

  private ArgumentLimits() {}

  /** Returns whether a text is too long to be one argument. */
  static boolean tooLong(String text) {
    return text.length() > LONGEST / LONGEST_CHARACTER && bytes(text) > LONGEST;
  }

  /** Returns why the system rejected a program whose argument list was too long. */
  static String whyRefused(List<String> words, Map<String, String> environment) {
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      String text = entry.getKey() + "=" + entry.getValue();
      if (tooLong(text)) {
        return text(
            "the environment variable %s is too long: %,d bytes, and Linux takes at most %,d%s",
            entry.getKey(), bytes(text), LONGEST, CURE);
      }
    }
    Optional<String> word = words.stream().filter(ArgumentLimits::tooLong).findFirst();
    if (word.isPresent()) {
      return text(
          "an argument is too long: %,d bytes, and Linux takes at most %,d in one%s",
          bytes(word.get()), LONGEST, CURE);
    }
    long all = words.stream().mapToLong(text -> bytes(text) + 1L).sum();
    return all > LONGEST
        ? text(
            "its arguments are too long: %,d of them with %,d bytes, and with the environment that"
                + " is more than 'getconf ARG_MAX' allows; pass them in a file",
            words.size(), all)
        : text(
            "a program in it was given too much: Linux takes at most %,d bytes in one argument, and"
                + " in all arguments and the environment what 'getconf ARG_MAX' says",
            LONGEST);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
