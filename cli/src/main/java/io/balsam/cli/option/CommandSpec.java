package io.balsam.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Description of a command for users.
 *
 * @param name one or two words
 * @param summary one line, shown in the list of commands
 * @param arguments what follows the name, as in a usage line
 * @param operand what its arguments are, for completion
 * @param description paragraphs of the help page
 * @param options its own; {@link #allOptions()} adds those of every command
 * @param examples command lines with a remark behind {@code # }
 * @param hidden whether it is left out of listings
 */
public record CommandSpec(
    String name,
    String summary,
    String arguments,
    Opt.Complete operand,
    String description,
    List<Opt> options,
    List<String> examples,
    boolean hidden) {

  /** Options that every command takes. */
  public static final List<Opt> COMMON =
      List.of(
          Opt.value(
                  "site",
                  "DIR",
                  "the site's directory or name (default: this directory, or the nearest site above it)")
              .completing(Opt.Complete.DIRECTORY),
          Opt.value("db", "URL", "database, jdbc:postgresql://… (default: a file in .balsam/)"),
          Opt.flag("quiet", "print nothing but results").letter("q"),
          Opt.flag("no-color", "no colours; also where NO_COLOR is set or there is no terminal"),
          Opt.flag("debug", "print stack traces of errors"),
          Opt.flag("help", "print this help").letter("h"));

  /** The switch that every listing takes. */
  public static final Opt JSON = Opt.flag("json", "print JSON for programs instead of a table");

  /** Describes a command without arguments. */
  public static CommandSpec of(String name, String summary) {
    return new CommandSpec(
        name, summary, "", Opt.Complete.NOTHING, "", List.of(), List.of(), false);
  }

  public CommandSpec arguments(String usage, Opt.Complete newOperand) {
    return new CommandSpec(
        name, summary, usage, newOperand, description, options, examples, hidden);
  }

  public CommandSpec about(String text) {
    return new CommandSpec(name, summary, arguments, operand, text, options, examples, hidden);
  }

  public CommandSpec with(Opt... more) {
    return with(List.of(more));
  }

  public CommandSpec with(List<Opt> more) {
    List<Opt> all = new ArrayList<>(options);
    all.addAll(more);
    return new CommandSpec(
        name, summary, arguments, operand, description, List.copyOf(all), examples, hidden);
  }

  public CommandSpec examples(String... lines) {
    return new CommandSpec(
        name, summary, arguments, operand, description, options, List.of(lines), hidden);
  }

  /** Returns the same command, left out of listings: for our own scripts. */
  public CommandSpec unlisted() {
    return new CommandSpec(name, summary, arguments, operand, description, options, examples, true);
  }

  /** Returns its own options and those of every command. */
  public List<Opt> allOptions() {
    List<Opt> all = new ArrayList<>(options);
    all.addAll(common());
    return all;
  }

  /** Returns the options of every command, without short names that the command uses itself. */
  public List<Opt> common() {
    Set<String> taken = options.stream().map(Opt::letter).collect(Collectors.toSet());
    return COMMON.stream().map(opt -> taken.contains(opt.letter()) ? opt.letter("") : opt).toList();
  }
}
