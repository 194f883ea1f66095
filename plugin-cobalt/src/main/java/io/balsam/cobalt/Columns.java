package io.balsam.cobalt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses tables as Cobalt prints them: a header, a line of =, and rows whose values begin in the
 * columns where the words of the header do. Values may be empty and may contain blanks, so words
 * cannot be counted.
 *
 * <p>Columns are read by name, so {@code nodelist} of a cluster and of a Cray need no flag, one odd
 * row hides no other, and a Cobalt with further columns is read as well.
 */
final class Columns {

  private static final Pattern WORD = Pattern.compile("\\S+");

  private Columns() {}

  /** Returns header word → value for each row; empty when there is no table. */
  static List<Map<String, String>> rows(String text) {
    List<String> lines = text.lines().toList();
    int rule = 0;
    while (rule < lines.size() && !lines.get(rule).matches("=+\\s*")) {
      rule++;
    }
    if (rule == 0 || rule == lines.size()) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    List<Integer> begins = new ArrayList<>();
    Matcher word = WORD.matcher(lines.get(rule - 1));
    while (word.find()) {
      names.add(word.group());
      begins.add(word.start());
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(rule + 1, lines.size())) {
      if (!line.isBlank()) {
        rows.add(row(line, names, begins));
      }
    }
    return rows;
  }

  private static Map<String, String> row(String line, List<String> names, List<Integer> begins) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int c = 0; c < names.size(); c++) {
      int begin = Math.min(c == 0 ? 0 : begins.get(c), line.length());
      int next = c + 1 < names.size() ? begins.get(c + 1) : line.length();
      row.put(names.get(c), line.substring(begin, Math.min(next, line.length())).trim());
    }
    return row;
  }
}
