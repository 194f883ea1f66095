package io.balsam.engine.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Words that a shell, or a program that is one, gives a meaning of their own. */
final class ShellRules {

  /** Words behind which a command begins. */
  static final Set<String> OPENING =
      Set.of(
          "if", "then", "elif", "else", "fi", "while", "until", "do", "done", "!", "{", "}", "time",
          "esac", "coproc");

  /** Comparisons that read texts as expressions. */
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

  /** Whether a word that begins so may be one of the shell's own. */
  static boolean mayBeReserved(String beginning) {
    return RESERVED.stream().anyMatch(word -> word.startsWith(beginning));
  }

  /**
   * Why the next word is read by a shell once more; empty when it is not.
   *
   * @param before the words of the command so far
   * @param mixed whether other text stands in the word beside a value
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
