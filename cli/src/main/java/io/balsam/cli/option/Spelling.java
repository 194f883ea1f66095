package io.balsam.cli.option;

import io.balsam.cli.term.Typed;
import io.balsam.engine.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rewrites the words of a command line so that each option stands by its long name or its letter,
 * apart from its value: older names become present ones, {@code -tag} becomes {@code --tag} and
 * {@code -n4} becomes {@code -n 4}. A word with one dash that may be a letter with its value or a
 * misspelt long name is refused.
 */
final class Spelling {

  private final CommandSpec spec;
  private final List<Opt> options;
  private final List<String> written = new ArrayList<>();

  private Spelling(CommandSpec spec) {
    this.spec = spec;
    this.options = spec.allOptions();
  }

  /**
   * Returns the words as the parser understands them.
   *
   * @throws UsageProblem when a word has two meanings or none
   */
  static List<String> of(CommandSpec spec, List<String> words) {
    Spelling spelling = new Spelling(spec);
    boolean value = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--")) {
        spelling.written.addAll(words.subList(i, words.size()));
        break;
      }
      int before = spelling.written.size();
      if (value || !word.startsWith("-")) {
        spelling.written.add(word);
        value = false;
      } else {
        spelling.option(word);
        // An option that stands alone takes the next word, whatever that looks like.
        value =
            spelling.written.size() == before + 1 && spelling.wantsValue(word(spelling.written));
      }
    }
    return spelling.written;
  }

  private static String word(List<String> written) {
    return written.get(written.size() - 1);
  }

  private boolean wantsValue(String word) {
    return options.stream()
        .filter(opt -> !opt.value().isEmpty())
        .anyMatch(opt -> word.equals("--" + opt.name()) || word.equals("-" + opt.letter()));
  }

  private void option(String word) {
    boolean single = !word.startsWith("--");
    String body = word.substring(single ? 1 : 2);
    int equals = body.indexOf('=');
    String name = equals < 0 ? body : body.substring(0, equals);
    Optional<Opt> named = named(name);
    if (named.isPresent() && (!single || name.length() > 1)) {
      written.add("--" + named.get().name() + body.substring(name.length()));
    } else if (single && name.length() > 1 && !Character.isDigit(name.charAt(0))) {
      letters(word, name, body);
    } else {
      written.add(word);
    }
  }

  private Optional<Opt> named(String name) {
    return options.stream()
        .filter(opt -> opt.name().equals(name) || (opt.older().equals(name) && !name.isEmpty()))
        .findFirst();
  }

  /** Takes letters apart: switches in one word, and a value behind the letter of an option. */
  private void letters(String word, String name, String body) {
    List<String> apart = new ArrayList<>();
    for (int i = 0; i < body.length(); i++) {
      String letter = body.substring(i, i + 1);
      Optional<Opt> opt = options.stream().filter(one -> one.letter().equals(letter)).findFirst();
      if (opt.isEmpty()) {
        throw unknown(spec, word);
      }
      apart.add("-" + letter);
      if (!opt.get().value().isEmpty() && i + 1 < body.length()) {
        apart.add(body.substring(i + 1).replaceFirst("^=", ""));
        break;
      }
    }
    refuseMisspelt(word, name, apart);
    written.addAll(apart);
  }

  private void refuseMisspelt(String word, String name, List<String> apart) {
    if (name.length() < 3) {
      return;
    }
    List<String> names = options.stream().map(Opt::name).toList();
    names.stream()
        .filter(one -> one.startsWith(name))
        .findFirst()
        .or(() -> Nearest.to(name, names))
        .ifPresent(
            meant -> {
              throw new UsageProblem(
                  "%s may mean '--%s' or '%s': write one of them"
                      .formatted(word, meant, String.join(" ", apart)));
            });
  }

  /** Returns the problem of an option that the command does not have, with the nearest one. */
  static UsageProblem unknown(CommandSpec spec, String word) {
    List<String> known = spec.allOptions().stream().map(opt -> "--" + opt.name()).toList();
    String name = word.replaceAll("=.*", "");
    String otherwise = "see '" + Typed.of(spec.name() + " --help") + "'";
    return new UsageProblem(
        "unknown option %s: %s"
            .formatted(
                name,
                OtherOptions.advice(spec.name(), name)
                    .orElseGet(() -> Nearest.question(name, known, otherwise))));
  }
}
