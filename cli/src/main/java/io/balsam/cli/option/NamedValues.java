package io.balsam.cli.option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of an option by their names. */
public final class NamedValues {

  private NamedValues() {}

  /**
   * Returns the tags that all jobs of a selection have.
   *
   * @throws UsageProblem when a tag has two values
   */
  public static Map<String, String> tags(String option, List<String[]> pairs) {
    return of(pairs, "--" + option + ": no job can have two values of '%s'");
  }

  /**
   * Returns values by their names.
   *
   * @throws UsageProblem when a name has two values
   */
  public static Map<String, String> of(String option, List<String[]> pairs) {
    return of(pairs, "--" + option + ": there are two values of '%s'");
  }

  private static Map<String, String> of(List<String[]> pairs, String problem) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String[] pair : pairs) {
      String before = values.put(pair[0], pair[1]);
      if (before != null && !before.equals(pair[1])) {
        throw new UsageProblem(problem.formatted(pair[0]));
      }
    }
    return values;
  }
}
