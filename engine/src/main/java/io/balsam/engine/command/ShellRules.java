package io.balsam.engine.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Words with a special meaning to a shell, or to a program that acts as one. */
final class ShellRules {

  /** Words after which a command begins. */
  static final Set<String> OPENING =
      Set.of(
          "if", "then", "elif", "else", "fi", "while", "until", "do", "done", "!", "{", "}", "time",
          "esac", "coproc");

  /** Comparisons that evaluate texts as expressions. */
  static final Set<String> COMPUTING = Set.of("-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-v");

  private static final Set<String> RESERVED =
      Set.of(
          "if",
          "then",
          "elif",
          "else",
          "fi",
          "while",
          "until",
          "do",
          "done",
          "!",
          "{",
          "}",
          "time",
          "case",
          "esac",
          "for",
          "in",
          "function",
          "select",
          "coproc",
          "[[",
          "]]");

  private static final Pattern SHELL = Pattern.compile("(?:.*/)?(?:sh|bash|dash|ash|ksh|zsh|su)");
  private static final Pattern TEXT_FOLLOWS = Pattern.compile("-[A-Za-z]*c");

  private ShellRules() {}

  static boolean isReserved(String word) {
    return RESERVED.contains(word);
  }

  static boolean isShell(String word) {
    return SHELL.matcher(word).matches();
  }

  /** Returns whether a word with this beginning may be reserved by the shell. */
  static boolean mayBeReserved(String beginning) {
    return RESERVED.stream().anyMatch(word -> word.startsWith(beginning));
  }

  /**
   * Returns why a shell interprets the next word once more; empty when it does not.
   *
   * @param before words of the command so far
   * @param mixed whether the word contains other text beside a value
   */
  static Optional<String> again(List<String> before, boolean mixed) {
    if (before.contains("eval") || before.contains("let")) {
      return Optional.of("'" + (before.contains("eval") ? "eval" : "let") + "' reads it once more");
    }
    if (!mixed || before.isEmpty()) {
      return Optional.empty();
    }
    if (before.equals(List.of("trap")) || before.equals(List.of("trap", "--"))) {
      return Optional.of("'trap' keeps it as a command");
    }
    String last = before.get(before.size() - 1);
    boolean shell = before.stream().anyMatch(ShellRules::isShell);
    return shell && TEXT_FOLLOWS.matcher(last).matches()
        ? Optional.of("the shell behind '" + last + "' reads it once more")
        : Optional.empty();
  }
}
