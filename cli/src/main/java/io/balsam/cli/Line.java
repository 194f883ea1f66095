package io.balsam.cli;

import io.balsam.cli.spec.CommandSpec;
import io.balsam.cli.spec.Opt;
import io.balsam.cli.spec.UsageProblem;
import io.balsam.cli.term.Typed;
import io.balsam.engine.domain.Nearest;
import java.util.ArrayList;
import java.util.List;

/**
 * A command line: which command, and the words behind its name. Options of every command may also
 * stand before the name.
 *
 * @param command its name; empty when none was given
 * @param words everything else, in order
 */
record Line(String command, List<String> words) {

  static Line of(List<String> args) {
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
      return new Line("", before);
    }
    String name = args.get(at++);
    List<String> names = Catalogue.names();
    if (!names.contains(name)) {
      List<String> group = names.stream().filter(n -> n.startsWith(name + " ")).toList();
      if (group.isEmpty()) {
        throw unknown(name, names);
      }
      String second = at < args.size() ? args.get(at) : "";
      if (!names.contains(name + " " + second)) {
        return incomplete(name, second, group, args.subList(at, args.size()));
      }
      at++;
      before.addAll(args.subList(at, args.size()));
      return new Line(name + " " + second, before);
    }
    before.addAll(args.subList(at, args.size()));
    return new Line(name, before);
  }

  private static Line incomplete(
      String name, String second, List<String> group, List<String> rest) {
    if (second.isEmpty() || second.startsWith("-")) {
      if (rest.contains("--help") || rest.contains("-h")) {
        return new Line(name, rest);
      }
      throw new UsageProblem(name + " what? one of: " + String.join(", ", group));
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
        .anyMatch(name -> option.equals("--" + name));
  }

  /** Whether help is asked for. */
  boolean help() {
    int end = words.indexOf("--");
    List<String> options = end < 0 ? words : words.subList(0, end);
    return options.contains("--help") || options.contains("-h");
  }
}
