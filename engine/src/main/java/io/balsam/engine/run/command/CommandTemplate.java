package io.balsam.engine.run.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code {{name}}} in a command. Every value becomes one shell word, whatever it contains; a
 * list becomes one word for each element.
 */
public final class CommandTemplate {

  private static final Pattern SLOT = Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*}}");

  /** Literal, name, literal, name, …, literal. */
  private final List<String> parts = new ArrayList<>();

  public CommandTemplate(String text) {
    Matcher matcher = SLOT.matcher(text);
    int end = 0;
    while (matcher.find()) {
      parts.add(text.substring(end, matcher.start()));
      parts.add(matcher.group(1));
      end = matcher.end();
    }
    parts.add(text.substring(end));
  }

  /**
   * The command with the values in it.
   *
   * @throws IllegalArgumentException naming every value that is missing
   */
  public String render(Map<String, ?> values) {
    StringBuilder command = new StringBuilder(parts.get(0));
    TreeSet<String> missing = new TreeSet<>();
    for (int i = 1; i < parts.size(); i += 2) {
      Object value = values.get(parts.get(i));
      if (value == null) {
        missing.add("'" + parts.get(i) + "'");
      } else {
        command.append(words(value));
      }
      command.append(parts.get(i + 1));
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "the command needs a value for "
              + (missing.size() == 1 ? "parameter " : "the parameters ")
              + String.join(", ", missing));
    }
    return command.toString();
  }

  private static String words(Object value) {
    return value instanceof Collection<?> list
        ? list.stream().map(CommandTemplate::word).collect(Collectors.joining(" "))
        : word(value);
  }

  private static String word(@Nullable Object value) {
    return ShellWords.quote(String.valueOf(value));
  }
}
