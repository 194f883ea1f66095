package io.balsam.dsl.capture;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Options of the MPI runner as {@code launchParams} has them, each a name with its dashes and a
 * value. A runner would run a name without a dash as the program.
 *
 * @param on options to pass on; {@code true}, an option without a value, has become an empty string
 * @param off options to leave out, since their value is {@code false}
 */
record LaunchOptions(Map<String, Object> on, Set<String> off) {

  private static final Pattern OPTION = Pattern.compile("--?[^-\\s].*");

  /** Parameters that a runner reads itself and does not pass on; {@code aprun} has this one. */
  private static final Set<String> READ_BY_RUNNERS = Set.of("cpu_affinity");

  /**
   * Sorts the values of a script.
   *
   * @param report receives each name that is no option, with what to write instead
   */
  static LaunchOptions of(Map<String, Object> values, BiConsumer<String, String> report) {
    Map<String, Object> on = new LinkedHashMap<>();
    Set<String> off = new LinkedHashSet<>();
    // Keys may be anything in a script, so they need not be strings.
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) values).entrySet()) {
      String name = String.valueOf(entry.getKey());
      Object value = entry.getValue();
      if (!OPTION.matcher(name).matches() && !READ_BY_RUNNERS.contains(name)) {
        report.accept(name, hint(name));
      } else if (Boolean.FALSE.equals(value)) {
        off.add(name);
      } else {
        on.put(name, Boolean.TRUE.equals(value) ? "" : value);
      }
    }
    return new LaunchOptions(on, off);
  }

  private static String hint(String name) {
    String option = name.replaceFirst("^[-\\s]+", "").replace('_', '-');
    return option.isEmpty()
        ? "write the option with its dashes: '-v': true"
        : "write '%s%s'".formatted(option.length() == 1 ? "-" : "--", option);
  }
}
