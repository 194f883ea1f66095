package io.balsam.engine.domain;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Converts amounts of named resources to and from text: {@code fpga=1,licence=5}. */
public final class NamedAmounts {

  /** Description of the format, for messages. */
  public static final String FORM =
      "names with whole numbers of at least 1, such as 'fpga=1,licence=5'";

  /** Names that are counted separately and may not be used. */
  private static final List<String> TAKEN =
      List.of("memory", "cores", "cpu", "cpus", "gpu", "gpus", "nodes", "ranks", "threads");

  private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w.-]{0,63}");
  private static final Pattern TEXT =
      Pattern.compile("(%1$s=[1-9]\\d{0,8}(,%1$s=[1-9]\\d{0,8})*)?".formatted(NAME));

  private NamedAmounts() {}

  /** Returns what is wrong with a name; empty when it is valid. */
  public static String wrongName(String name) {
    if (!NAME.matcher(name).matches()) {
      return "'%s': a name is a letter, then letters, digits and . _ -".formatted(name);
    }
    return TAKEN.contains(name.toLowerCase(Locale.ROOT))
        ? "'%s', which is counted anyway".formatted(name)
        : "";
  }

  /** Returns whether a text has this format, with valid names. */
  public static boolean isWritten(String text) {
    return TEXT.matcher(text).matches()
        && parse(text).keySet().stream().allMatch(name -> wrongName(name).isEmpty());
  }

  /** Parses a text of this format. */
  public static Map<String, Integer> parse(String text) {
    Map<String, Integer> amounts = new TreeMap<>();
    if (!text.isEmpty()) {
      for (String part : text.split(",")) {
        int at = part.indexOf('=');
        amounts.put(part.substring(0, at), Integer.valueOf(part.substring(at + 1)));
      }
    }
    return amounts;
  }

  /** Formats amounts as such a text. */
  public static String text(Map<String, Integer> amounts) {
    return new TreeMap<>(amounts)
        .entrySet().stream()
            .map(one -> one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining(","));
  }
}
