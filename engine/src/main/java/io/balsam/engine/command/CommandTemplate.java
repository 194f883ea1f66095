package io.balsam.engine.command;

import io.balsam.engine.command.Slot.Place;
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
  private final List<Slot> slots;

  public CommandTemplate(String text) {
    this.text = text;
    this.slots = ShellScan.slots(text);
  }

  /** Returns whether a name is valid between the braces. */
  public static boolean isName(String name) {
    return SlotScan.NAME.matcher(name).matches();
  }

  /** Returns the text with each placeholder written as {@code {{name}}}, without blanks. */
  public String text() {
    StringBuilder clean = new StringBuilder();
    int end = 0;
    for (Slot slot : slots) {
      String around = text.substring(slot.start(), slot.end());
      String plain =
          slot.name().isEmpty()
              ? around
              : around.replace(slot.written(), "{{" + slot.name() + "}}");
      clean.append(text, end, slot.start()).append(plain);
      end = slot.end();
    }
    return clean.append(text.substring(end)).toString();
  }

  /** Returns the parameters, in order of first use. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    slots.stream().map(Slot::name).filter(name -> !name.isEmpty()).forEach(names::add);
    return names;
  }

  /** Returns the placeholders where no value is allowed, in order. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if (!slot.refusal().isEmpty()) {
        int before =
            (int)
                slots.subList(0, i).stream()
                    .filter(other -> other.written().equals(slot.written()))
                    .count();
        problems.add(new Problem(slot.written(), before, slot.refusal(), slot.cure()));
      }
    }
    return problems;
  }

  /**
   * Returns why this value is not allowed where the command has its parameter; empty when it is.
   * Placeholders where none is allowed are in {@link #problems}.
   */
  public Optional<String> refusal(String name, @Nullable Object value) {
    return slots.stream()
        .filter(slot -> slot.name().equals(name) && slot.refusal().isEmpty())
        .flatMap(slot -> refusal(slot, value).stream())
        .findFirst();
  }

  private static Optional<String> refusal(Slot slot, @Nullable Object value) {
    if (!slot.refusal().isEmpty()) {
      return Optional.of(slot.refusal());
    }
    if (slot.place() == Place.ARITHMETIC && !WHOLE.matcher(NumberText.of(value)).matches()) {
      return Optional.of(
          "must be a whole number, since the shell computes with '" + slot.written() + "'");
    }
    boolean list = value instanceof Collection<?>;
    return list && slot.single()
        ? Optional.of("must be a single value, not a list, in '" + slot.written() + "'")
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
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      @Nullable Object value = values.get(slot.name());
      Optional<String> refusal = refusal(slot, value);
      if (refusal.isPresent()) {
        throw new IllegalArgumentException("parameter '" + slot.name() + "': " + refusal.get());
      }
      command.append(text, end, slot.start());
      if (slot.place() == Place.HERE_DOCUMENT) {
        // The content of a variable is not interpreted again, and cannot end the document.
        variables
            .append("balsam_")
            .append(i)
            .append('=')
            .append(always(NumberText.of(value)))
            .append('\n');
        command.append("${balsam_").append(i).append('}');
      } else {
        command.append(written(slot, value));
      }
      end = slot.end();
    }
    return variables.append(command).append(text.substring(end)).toString();
  }

  private void demandAll(Map<String, ?> values) {
    Set<String> missing = new TreeSet<>();
    for (Slot slot : slots) {
      if (slot.refusal().isEmpty() && values.get(slot.name()) == null) {
        missing.add("'" + slot.name() + "'");
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "the command needs a value for "
              + (missing.size() == 1 ? "parameter " : "the parameters ")
              + String.join(", ", missing));
    }
  }

  private static String written(Slot slot, @Nullable Object value) {
    return switch (slot.place()) {
      case COMMENT -> NumberText.of(value).replaceAll("\\p{Cntrl}", " ");
      case ARITHMETIC ->
          NumberText.of(value).startsWith("-")
              ? "(" + NumberText.of(value) + ")"
              : NumberText.of(value);
      case SINGLE_QUOTED, DOUBLE_QUOTED -> {
        String quote = slot.place() == Place.SINGLE_QUOTED ? "'" : "\"";
        boolean bare = slot.bare() || slot.place() == Place.SINGLE_QUOTED;
        yield bare && !(value instanceof Collection<?>) && ShellWords.isPlain(NumberText.of(value))
            ? NumberText.of(value)
            : quote + words(slot, value) + quote;
      }
      default -> words(slot, value);
    };
  }

  private static String words(Slot slot, @Nullable Object value) {
    return value instanceof Collection<?> list
        ? list.stream().map(one -> word(slot, NumberText.of(one))).collect(Collectors.joining(" "))
        : word(slot, NumberText.of(value));
  }

  private static String word(Slot slot, String value) {
    String before = slot.before();
    boolean program =
        before != null && (value.indexOf('=') >= 0 || ShellRules.mayBeReserved(before + value));
    boolean operator = value.startsWith("-") || ShellRules.isReserved(value);
    return slot.bare() && !program && !operator ? ShellWords.quote(value) : always(value);
  }

  private static String always(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}
