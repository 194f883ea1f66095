package io.balsam.cli.option;

import io.balsam.cli.term.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** The words behind a command's name, sorted into options and operands. */
public final class Arguments {

  private final CommandSpec spec;
  private final CommandLine line;

  private Arguments(CommandSpec spec, CommandLine line) {
    this.spec = spec;
    this.line = line;
  }

  /**
   * Sorts the words of a command line.
   *
   * @throws UsageProblem when an option is unknown, lacks its value or comes twice
   */
  public static Arguments parse(CommandSpec spec, List<String> words) {
    Options options = new Options();
    for (Opt opt : spec.allOptions()) {
      options.addOption(
          Option.builder(opt.letter().isEmpty() ? null : opt.letter())
              .longOpt(opt.name())
              .hasArg(!opt.value().isEmpty())
              .get());
    }
    try {
      CommandLine line =
          DefaultParser.builder()
              .setAllowPartialMatching(false)
              .setStripLeadingAndTrailingQuotes(false)
              .get()
              .parse(options, Spelling.of(spec, words).toArray(new String[0]));
      Arguments arguments = new Arguments(spec, line);
      arguments.refuseRepetition();
      return arguments;
    } catch (UnrecognizedOptionException e) {
      throw Spelling.unknown(spec, e.getOption());
    } catch (MissingArgumentException e) {
      Option option = e.getOption();
      String value =
          spec.allOptions().stream()
              .filter(opt -> opt.name().equals(option.getLongOpt()))
              .map(Opt::value)
              .findFirst()
              .orElse("VALUE");
      throw new UsageProblem(
          "--%s needs a value: --%s %s".formatted(option.getLongOpt(), option.getLongOpt(), value));
    } catch (ParseException e) {
      throw new UsageProblem(String.valueOf(e.getMessage()));
    }
  }

  private void refuseRepetition() {
    for (Opt opt : spec.allOptions()) {
      if (!opt.many() && !opt.value().isEmpty() && texts(opt.name()).size() > 1) {
        throw new UsageProblem("--" + opt.name() + " can be given only once");
      }
    }
  }

  /** Returns whether a switch is on, or an option has a value. */
  public boolean has(String option) {
    return line.hasOption(option);
  }

  /** Returns the value of an option, if given. */
  public Optional<String> text(String option) {
    return Optional.ofNullable(line.getOptionValue(option));
  }

  /** Returns all values of an option that may be repeated. */
  public List<String> texts(String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? List.of() : List.of(values);
  }

  /**
   * Returns the value of an option as a whole number.
   *
   * @param otherwise value without the option
   * @throws UsageProblem when it is not a number, or less than {@code min}
   */
  public int number(String option, int otherwise, int min) {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= min) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the same message for both.
    }
    throw new UsageProblem(
        "--%s: must be a whole number of at least %d, not '%s'".formatted(option, min, text.get()));
  }

  /** Returns the operands: all words that belong to no option. */
  public List<String> words() {
    return line.getArgList();
  }

  /**
   * Returns the single operand.
   *
   * @throws UsageProblem when there is none or more than one
   */
  public String onlyWord(String what) {
    return optionalWord(what).orElseThrow(() -> new UsageProblem(what + " is missing: " + usage()));
  }

  /**
   * Returns the operand, if any.
   *
   * @throws UsageProblem when there is more than one
   */
  public Optional<String> optionalWord(String what) {
    if (words().size() > 1) {
      throw new UsageProblem(
          "one %s only, but there is also '%s': %s".formatted(what, words().get(1), usage()));
    }
    return words().stream().findFirst();
  }

  /**
   * Checks that there are no operands.
   *
   * @throws UsageProblem when there is any operand
   */
  public void noWords() {
    if (!words().isEmpty()) {
      throw new UsageProblem("'%s' is not expected here: %s".formatted(words().get(0), usage()));
    }
  }

  /** Returns the {@code k=v} pairs of an option that may be repeated. */
  public List<String[]> pairs(String option) {
    List<String[]> pairs = new ArrayList<>();
    for (String text : texts(option)) {
      int at = text.indexOf('=');
      if (at < 1) {
        throw new UsageProblem("--%s: must be name=value, not '%s'".formatted(option, text));
      }
      pairs.add(new String[] {text.substring(0, at), text.substring(at + 1)});
    }
    return pairs;
  }

  /** Returns the usage line, such as {@code usage: balsam run SCRIPT [options]}. */
  public String usage() {
    return "usage: " + Typed.of((spec.name() + " " + spec.arguments()).strip() + " [options]");
  }
}
