package io.balsam.engine.command;

import io.balsam.engine.command.Placeholder.Place;
import io.balsam.engine.domain.NumberText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code {{name}}} in a command. Every value becomes one shell word, or a part of the
 * surrounding word, whatever it contains and however it is quoted; a list becomes one word for each
 * element. Where that is impossible, the placeholder is rejected.
 */
public final class CommandTemplate {

  /**
   * Placeholder at a position where no value is allowed.
   *
   * @param written the placeholder, as written
   * @param number number of placeholders with the same text before it
   * @param what for people
   * @param cure what to write instead
   */
  public record Problem(String written, int number, String what, String cure) {}

  private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,18})");

  private final String text;
  private final List<Placeholder> placeholders;

  public CommandTemplate(String text) {
    this.text = text;
    this.placeholders = ShellScan.placeholders(text);
  }

  /** Returns whether a name is valid between the braces. */
  public static boolean isName(String name) {
    return PlaceholderScan.NAME.matcher(name).matches();
  }

  /** Returns the text with each placeholder written as {@code {{name}}}, without blanks. */
  public String text() {
    StringBuilder clean = new StringBuilder();
    int end = 0;
    for (Placeholder placeholder : placeholders) {
      String around = text.substring(placeholder.start(), placeholder.end());
      String plain =
          placeholder.name().isEmpty()
              ? around
              : around.replace(placeholder.written(), "{{" + placeholder.name() + "}}");
      clean.append(text, end, placeholder.start()).append(plain);
      end = placeholder.end();
    }
    return clean.append(text.substring(end)).toString();
  }

  /** Returns the parameters, in order of first use. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    placeholders.stream()
        .map(Placeholder::name)
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    return names;
  }

  /** Returns the placeholders where no value is allowed, in order. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < placeholders.size(); i++) {
      Placeholder placeholder = placeholders.get(i);
      if (!placeholder.refusal().isEmpty()) {
        int before =
            (int)
                placeholders.subList(0, i).stream()
                    .filter(other -> other.written().equals(placeholder.written()))
                    .count();
        problems.add(
            new Problem(placeholder.written(), before, placeholder.refusal(), placeholder.cure()));
      }
    }
    return problems;
  }

  /**
   * Returns why this value is not allowed where the command has its parameter; empty when it is.
   * Placeholders where none is allowed are in {@link #problems}.
   */
  public Optional<String> refusal(String name, @Nullable Object value) {
    return placeholders.stream()
        .filter(placeholder -> placeholder.name().equals(name) && placeholder.refusal().isEmpty())
        .flatMap(placeholder -> refusal(placeholder, value).stream())
        .findFirst();
  }

  private static Optional<String> refusal(Placeholder placeholder, @Nullable Object value) {
    if (!placeholder.refusal().isEmpty()) {
      return Optional.of(placeholder.refusal());
    }
    if (placeholder.place() == Place.ARITHMETIC && !WHOLE.matcher(NumberText.of(value)).matches()) {
      return Optional.of(
          "must be a whole number, since the shell computes with '" + placeholder.written() + "'");
    }
    boolean list = value instanceof Collection<?>;
    return list && placeholder.single()
        ? Optional.of("must be a single value, not a list, in '" + placeholder.written() + "'")
        : Optional.empty();
  }

  /**
   * Returns the command with the values in it.
   *
   * @throws IllegalArgumentException naming every value that is missing, or one that is not allowed
   *     at its position
   */
  public String render(Map<String, ?> values) {
    demandAll(values);
    StringBuilder command = new StringBuilder();
    StringBuilder variables = new StringBuilder();
    int end = 0;
    for (int i = 0; i < placeholders.size(); i++) {
      Placeholder placeholder = placeholders.get(i);
      @Nullable Object value = values.get(placeholder.name());
      Optional<String> refusal = refusal(placeholder, value);
      if (refusal.isPresent()) {
        throw new IllegalArgumentException(
            "parameter '" + placeholder.name() + "': " + refusal.get());
      }
      command.append(text, end, placeholder.start());
      if (placeholder.place() == Place.HERE_DOCUMENT) {
        // The content of a variable is not interpreted again, and cannot end the document.
        variables
            .append("balsam_")
            .append(i)
            .append('=')
            .append(always(NumberText.of(value)))
            .append('\n');
        command.append("${balsam_").append(i).append('}');
      } else {
        command.append(written(placeholder, value));
      }
      end = placeholder.end();
    }
    return variables.append(command).append(text.substring(end)).toString();
  }

  private void demandAll(Map<String, ?> values) {
    Set<String> missing = new TreeSet<>();
    for (Placeholder placeholder : placeholders) {
      if (placeholder.refusal().isEmpty() && values.get(placeholder.name()) == null) {
        missing.add("'" + placeholder.name() + "'");
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "the command needs a value for "
              + (missing.size() == 1 ? "parameter " : "the parameters ")
              + String.join(", ", missing));
    }
  }

  private static String written(Placeholder placeholder, @Nullable Object value) {
    return switch (placeholder.place()) {
      case COMMENT -> NumberText.of(value).replaceAll("\\p{Cntrl}", " ");
      case ARITHMETIC ->
          NumberText.of(value).startsWith("-")
              ? "(" + NumberText.of(value) + ")"
              : NumberText.of(value);
      case SINGLE_QUOTED, DOUBLE_QUOTED -> {
        String quote = placeholder.place() == Place.SINGLE_QUOTED ? "'" : "\"";
        boolean bare = placeholder.bare() || placeholder.place() == Place.SINGLE_QUOTED;
        yield bare && !(value instanceof Collection<?>) && ShellWords.isPlain(NumberText.of(value))
            ? NumberText.of(value)
            : quote + words(placeholder, value) + quote;
      }
      default -> words(placeholder, value);
    };
  }

  private static String words(Placeholder placeholder, @Nullable Object value) {
    return value instanceof Collection<?> list
        ? list.stream()
            .map(one -> word(placeholder, NumberText.of(one)))
            .collect(Collectors.joining(" "))
        : word(placeholder, NumberText.of(value));
  }

  private static String word(Placeholder placeholder, String value) {
    String before = placeholder.before();
    boolean program =
        before != null && (value.indexOf('=') >= 0 || ShellRules.mayBeReserved(before + value));
    boolean operator = value.startsWith("-") || ShellRules.isReserved(value);
    return placeholder.bare() && !program && !operator ? ShellWords.quote(value) : always(value);
  }

  private static String always(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}
