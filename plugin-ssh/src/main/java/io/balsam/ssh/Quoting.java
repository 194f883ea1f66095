package io.balsam.ssh;

import java.util.Collection;
import java.util.stream.Collectors;

/** Ways to write words so that a program takes each as one, whatever is in it. */
final class Quoting {

  private Quoting() {}

  /** Returns a word for a POSIX shell. */
  static String shell(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** Returns words for {@code rsync -e}, where a quote is doubled. */
  static String rsync(Collection<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "''") + "'")
        .collect(Collectors.joining(" "));
  }

  /** Returns words as a person would type them. */
  static String typed(Collection<String> words) {
    return words.stream()
        .map(word -> word.matches("[\\w@%+=:,./~-]+") ? word : shell(word))
        .collect(Collectors.joining(" "));
  }
}
