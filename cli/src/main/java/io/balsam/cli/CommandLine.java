package io.balsam.cli;

import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.term.Typed;
import io.balsam.engine.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parsed command line: the name of the command and the words behind it. Options that every command
 * takes may also stand before the name.
 *
 * @param command its name; empty when none was given
 * @param words all other words, in their original sequence
 */
record CommandLine(String command, List<String> words) {

  private static final List<String> HELP = List.of("--help", "-h", "-help");

  static CommandLine of(List<String> args) {
    List<String> before = new ArrayList<>();
    int at = 0;
    while (at < args.size() && args.get(at).startsWith("-")) {
      String option = args.get(at++);
      before.add(option);
      if (takesValue(option) && at < args.size()) {
        before.add(args.get(at++));
      }
    }
    if (at == args.size()) {
      return new CommandLine("", before);
    }
    List<String> rest = args.subList(at, args.size());
    if (rest.get(0).equals("help")) {
      return help(rest.subList(1, rest.size()), before);
    }
    return named(rest, before);
  }

  /** Turns {@code balsam help job ls} into {@code balsam job ls --help}. */
  private static CommandLine help(List<String> about, List<String> before) {
    List<String> args = new ArrayList<>(about);
    args.add("--help");
    return about.isEmpty() ? new CommandLine("", List.of("--help")) : named(args, before);
  }

  private static CommandLine named(List<String> args, List<String> before) {
    String name = args.get(0);
    String second = args.size() > 1 ? args.get(1) : "";
    List<String> names = CommandRegistry.names();
    if (names.contains(name + " " + second)) {
      return line(name + " " + second, before, args, 2);
    }
    if (names.contains(name)) {
      return line(name, before, args, 1);
    }
    Optional<OtherWords.Word> other = OtherWords.of(args);
    if (other.isPresent()) {
      int length = other.get().typed().split(" ").length;
      return line(OtherWords.command(other.get()), before, args, length);
    }
    List<String> group = names.stream().filter(n -> n.startsWith(name + " ")).toList();
    if (group.isEmpty()) {
      throw unknown(name, names);
    }
    return incomplete(name, second, group, args.subList(1, args.size()));
  }

  private static CommandLine line(String name, List<String> before, List<String> args, int length) {
    List<String> words = new ArrayList<>(before);
    words.addAll(args.subList(length, args.size()));
    return new CommandLine(name, words);
  }

  private static CommandLine incomplete(
      String name, String second, List<String> group, List<String> rest) {
    if (second.isEmpty() || second.startsWith("-")) {
      if (HELP.stream().anyMatch(rest::contains)) {
        return new CommandLine(name, rest);
      }
      throw new UsageProblem(name + " needs a second word: " + String.join(", ", group));
    }
    List<String> seconds = group.stream().map(n -> n.substring(name.length() + 1)).toList();
    throw new UsageProblem(
        "unknown command '%s %s': %s"
            .formatted(
                name,
                second,
                Nearest.to(second, seconds)
                    .map(word -> "did you mean '" + name + " " + word + "'?")
                    .orElse("one of: " + String.join(", ", group))));
  }

  private static UsageProblem unknown(String name, List<String> names) {
    List<String> firsts = new ArrayList<>(names);
    names.forEach(n -> firsts.add(n.substring(n.indexOf(' ') + 1)));
    String hint =
        Nearest.to(name, firsts)
            .map(
                word ->
                    names.stream()
                        .filter(n -> (" " + n).endsWith(" " + word))
                        .findFirst()
                        .orElse(word))
            .map(word -> "did you mean '" + word + "'?")
            .orElse("'" + Typed.of("--help") + "' lists all commands");
    return new UsageProblem("unknown command '%s': %s".formatted(name, hint));
  }

  private static boolean takesValue(String option) {
    return CommandSpec.COMMON.stream()
        .filter(opt -> !opt.value().isEmpty())
        .map(Opt::name)
        .anyMatch(name -> option.equals("--" + name) || option.equals("-" + name));
  }

  /** Returns whether the command line asks for help. */
  boolean help() {
    int end = words.indexOf("--");
    List<String> options = end < 0 ? words : words.subList(0, end);
    return HELP.stream().anyMatch(options::contains);
  }
}
