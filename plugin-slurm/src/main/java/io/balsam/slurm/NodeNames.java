package io.balsam.slurm;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expands Slurm's compressed lists of nodes, {@code n[01-04,07],x-[1-2]-y[3-4]}. */
final class NodeNames {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
  private static final int MOST = 1_000_000;

  private NodeNames() {}

  /**
   * Returns the names in Slurm's sequence; the last bracket of a name counts fastest.
   *
   * @throws PluginException SITE when it is no such list
   */
  static List<String> expand(String list) {
    List<String> names = new ArrayList<>();
    int start = 0;
    boolean inside = false;
    for (int i = 0; i <= list.length(); i++) {
      char c = i < list.length() ? list.charAt(i) : ',';
      if (c == '[' || c == ']') {
        if (inside == (c == '[')) {
          throw wrong(list);
        }
        inside = !inside;
      } else if (i == list.length() || (c == ',' && !inside)) {
        if (inside || i == start) {
          throw wrong(list);
        }
        names.addAll(name(list.substring(start, i), list));
        start = i + 1;
      }
    }
    return names;
  }

  /** Splits a name with brackets: text, bracket, text, bracket, …, text. */
  private static List<String> name(String name, String list) {
    List<String> names = List.of("");
    String[] parts = name.split("[\\[\\]]", -1);
    for (int i = 0; i < parts.length; i++) {
      List<String> choices = i % 2 == 0 ? List.of(parts[i]) : numbers(parts[i], list);
      if ((long) names.size() * choices.size() > MOST) {
        throw wrong(list);
      }
      List<String> longer = new ArrayList<>();
      for (String begun : names) {
        for (String choice : choices) {
          longer.add(begun + choice);
        }
      }
      names = longer;
    }
    return names;
  }

  private static List<String> numbers(String ranges, String list) {
    List<String> numbers = new ArrayList<>();
    for (String range : ranges.split(",", -1)) {
      Matcher matcher = RANGE.matcher(range);
      if (!matcher.matches()) {
        throw wrong(list);
      }
      String first = matcher.group(1);
      int from = Integer.parseInt(first);
      int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
      if (to < from || to - from >= MOST) {
        throw wrong(list);
      }
      String form = "%0" + first.length() + "d";
      for (int n = from; n <= to; n++) {
        numbers.add(form.formatted(n));
      }
    }
    return numbers;
  }

  private static PluginException wrong(String list) {
    return new PluginException(ErrorKind.SITE, "not a list of Slurm's nodes: '" + list + "'");
  }
}
