package io.balsam.cli.option;

import io.balsam.cli.term.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Formats help as lines of text. */
public final class HelpPage {

  private HelpPage() {}

  /**
   * Returns the list of commands.
   *
   * @param groups commands by the heading they are listed under
   */
  public static List<String> overview(Map<String, List<CommandSpec>> groups, Style style) {
    List<String> lines = new ArrayList<>();
    lines.add("Balsam runs workflows of many jobs, on this machine or on a cluster.");
    lines.add("");
    lines.add(style.bold("Usage:") + " balsam COMMAND [arguments] [options]");
    groups.forEach(
        (heading, specs) -> {
          lines.add("");
          lines.add(style.bold(heading));
          for (CommandSpec spec : specs) {
            if (!spec.hidden()) {
              lines.add("  " + style.cyan(pad(spec.name(), 16)) + spec.summary());
            }
          }
        });
    lines.add("");
    lines.add(style.bold("First steps"));
    lines.add("  balsam run examples/hello.groovy     run a workflow and watch it");
    lines.add(
        "  balsam COMMAND --help                options, examples, exit codes (also: balsam help COMMAND)");
    return lines;
  }

  /** Returns the help page of one command. */
  public static List<String> page(CommandSpec spec, Style style) {
    List<String> lines = new ArrayList<>();
    String usage = ("balsam " + spec.name() + " " + spec.arguments()).strip() + " [options]";
    lines.add(style.bold("Usage:") + " " + usage);
    lines.add("");
    lines.add(
        spec.summary().substring(0, 1).toUpperCase(Locale.ROOT) + spec.summary().substring(1));
    if (!spec.description().isEmpty()) {
      lines.add("");
      spec.description().strip().lines().forEach(lines::add);
    }
    if (!spec.options().isEmpty()) {
      lines.add("");
      lines.add(style.bold("Options"));
      options(spec.options(), style, lines);
    }
    lines.add("");
    lines.add(style.bold("Options of every command"));
    options(spec.common(), style, lines);
    if (!spec.examples().isEmpty()) {
      lines.add("");
      lines.add(style.bold("Examples"));
      for (String example : spec.examples()) {
        int remark = example.indexOf("  # ");
        lines.add(
            remark < 0
                ? "  " + example
                : "  " + example.substring(0, remark) + style.dim(example.substring(remark)));
      }
    }
    lines.add("");
    lines.add(
        style.bold("Exit codes")
            + "  0 all well, 1 a job failed or was cancelled, 2 bad input,"
            + " 3 trouble with the machine or a bug, 130 interrupted");
    return lines;
  }

  private static void options(List<Opt> options, Style style, List<String> lines) {
    int width = options.stream().mapToInt(opt -> opt.usage().length()).max().orElse(0) + 2;
    for (Opt opt : options) {
      String more = opt.many() ? " (may be repeated)" : "";
      lines.add("  " + style.cyan(pad(opt.usage(), width)) + opt.help() + more);
    }
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
