package io.balsam.engine.command;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Shell builtins that take a variable's name or do arithmetic: they run {@code $(…)} in the index
 * of an array, however it is quoted.
 */
final class ShellBuiltins {

  /**
   * Reason why a word may not contain a value.
   *
   * @param why for people
   * @param cure what to write instead
   */
  record Refusal(String why, String cure) {}

  private static final String FIXED = "write the variable's name into the command";

  private static final Set<String> NAMING =
      Set.of(
          "read",
          "mapfile",
          "readarray",
          "getopts",
          "unset",
          "wait",
          "compgen",
          "complete",
          "alias");

  private static final Set<String> DECLARING =
      Set.of("declare", "typeset", "local", "export", "readonly");
  private static final Set<String> TESTING = Set.of("test", "[");
  private static final Set<String> CALLING = Set.of("command", "builtin");
  private static final Pattern READ_OPTION = Pattern.compile("-[a-z]*[pdtnNui]");
  private static final Pattern EVALUATING = Pattern.compile("[-+][A-Za-z]*[aAin][A-Za-z]*");
  private static final Pattern RUN_LATER =
      Pattern.compile("(?:PS[0-4]|PROMPT_COMMAND|BASH_ENV)\\+?=.*");
  private static final Pattern NAME_END = Pattern.compile("(?:\\[.*|\\+?=.*)", Pattern.DOTALL);

  /** Variables whose values the shell evaluates again: integers, references, arrays. */
  private final Set<String> evaluated = new HashSet<>();

  /** Returns a word as the shell sees it, without expansions. */
  static String unquoted(String word) {
    return word.replaceAll("[\"'\\\\]", "");
  }

  /** Returns the words from the name of the called command on. */
  static List<String> called(List<String> words) {
    int i = 0;
    while (i < words.size() && CALLING.contains(unquoted(words.get(i)))) {
      i++;
      while (i < words.size() && words.get(i).startsWith("-")) {
        i++;
      }
    }
    return words.subList(i, words.size()).stream().map(ShellBuiltins::unquoted).toList();
  }

  static boolean tests(List<String> words) {
    List<String> called = called(words);
    return !called.isEmpty() && TESTING.contains(called.get(0));
  }

  /** Notes that the shell evaluates the variable's values again from now on. */
  void evaluated(String assignment) {
    evaluated.add(NAME_END.matcher(assignment).replaceFirst(""));
  }

  /** Takes a word without values, and notes the variable that it declares. */
  void word(List<String> words, String word) {
    List<String> called = called(words);
    if (!called.isEmpty()
        && DECLARING.contains(called.get(0))
        && called.stream().anyMatch(one -> EVALUATING.matcher(one).matches())) {
      evaluated(unquoted(word));
    }
  }

  /**
   * Returns why an assignment may not contain a value; empty when it may.
   *
   * @param before the word up to the value
   */
  Optional<Refusal> assignment(String before) {
    if (RUN_LATER.matcher(before).matches()) {
      return Optional.of(
          new Refusal("the shell runs what that variable holds", "write a fixed text there"));
    }
    return evaluated.contains(NAME_END.matcher(before).replaceFirst(""))
        ? Optional.of(
            new Refusal(
                "the shell evaluates what is assigned to that variable",
                "use a variable that is not an integer, reference or array"))
        : Optional.empty();
  }

  /**
   * Returns why a word may not contain a value; empty when it may.
   *
   * @param words words of the command so far
   * @param start the word up to the value
   */
  Optional<Refusal> refusal(List<String> words, String start) {
    List<String> called = called(words);
    if (called.isEmpty()) {
      return Optional.empty();
    }
    String name = called.get(0);
    String last = called.get(called.size() - 1);
    String before = unquoted(start);
    if (name.equals("for") && called.size() > 2 && evaluated.contains(called.get(1))) {
      return assignment(called.get(1) + "=");
    }
    if (NAMING.contains(name)) {
      boolean argument = name.equals("read") && READ_OPTION.matcher(last).matches();
      return argument ? Optional.empty() : Optional.of(naming(name));
    }
    if (name.equals("printf")) {
      return printf(called, last, before);
    }
    if (TESTING.contains(name)) {
      boolean operator = last.equals("-v") || last.equals("-R");
      return operator
          ? Optional.of(naming(name + " " + last))
          : last.contains("{{")
              ? Optional.of(
                  new Refusal(
                      "the value before it may be an operator of '" + name + "', as '-v'",
                      "write the operator between them into the command"))
              : Optional.empty();
    }
    return DECLARING.contains(name) ? declaring(called, before) : Optional.empty();
  }

  private static Refusal naming(String name) {
    return new Refusal(
        "'" + name + "' takes a variable's name there, and runs $(…) in its index", FIXED);
  }

  private static Optional<Refusal> printf(List<String> called, String last, String before) {
    if (last.equals("-v") || (called.size() == 1 && before.startsWith("-v"))) {
      return Optional.of(naming("printf -v"));
    }
    boolean option = called.size() == 1 || (called.size() == 3 && called.get(1).equals("-v"));
    return option && before.isEmpty()
        ? Optional.of(
            new Refusal("'printf' reads it as options or a format", "write printf '%s' {{name}}"))
        : Optional.empty();
  }

  private Optional<Refusal> declaring(List<String> called, String before) {
    String name = called.get(0);
    if (before.indexOf('=') < 0) {
      return Optional.of(naming(name));
    }
    Optional<String> option =
        called.stream().filter(one -> EVALUATING.matcher(one).matches()).findFirst();
    return option.isPresent()
        ? Optional.of(
            new Refusal(
                "'" + name + " " + option.get() + "' evaluates it",
                "write " + name + " without " + option.get()))
        : assignment(before);
  }
}
