package io.balsam.cobalt.fake;

import java.util.ArrayList;
import java.util.List;

/** Abbreviates lists of node names. */
final class Ranges {

  private Ranges() {}

  static String of(List<String> names, boolean cray) {
    List<String> sorted = names.stream().sorted().toList();
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < sorted.size(); ) {
      int to = from;
      while (to + 1 < sorted.size() && number(sorted.get(to + 1)) == number(sorted.get(to)) + 1) {
        to++;
      }
      parts.add(part(sorted.get(from), sorted.get(to), cray));
      from = to + 1;
    }
    return String.join(",", parts);
  }

  private static String part(String first, String last, boolean cray) {
    if (cray) {
      return first.equals(last) ? "" + number(first) : number(first) + "-" + number(last);
    }
    return first.equals(last)
        ? first
        : first.replaceAll("\\d", "") + "[" + digits(first) + "-" + digits(last) + "]";
  }

  private static int number(String name) {
    return Integer.parseInt(digits(name));
  }

  private static String digits(String name) {
    return name.replaceAll("\\D", "");
  }
}
