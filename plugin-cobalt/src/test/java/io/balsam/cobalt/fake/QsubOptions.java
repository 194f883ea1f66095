package io.balsam.cobalt.fake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Options of {@code qsub}, by their long names, and the words after them. */
record QsubOptions(Map<String, String> values, Set<String> flags, List<String> rest) {

  static final String USAGE =
      """
      Usage: qsub.py --help
      Usage: qsub.py [options] <executable> [<excutable options>]

      Refer to man pages for JOBID EXPANSION and SCRIPT JOB DIRECTIVES.


      """;

  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("-n", "--nodecount"),
          Map.entry("-t", "--time"),
          Map.entry("-A", "--project"),
          Map.entry("-q", "--queue"),
          Map.entry("-O", "--outputprefix"),
          Map.entry("-o", "--output"),
          Map.entry("-e", "--error"),
          Map.entry("-i", "--inputfile"),
          Map.entry("-u", "--umask"),
          Map.entry("-M", "--notify"),
          Map.entry("-h", "--held"),
          Map.entry("-d", "--debug"),
          Map.entry("-v", "--verbose"));
  private static final Set<String> VALUED =
      Set.of(
          "--nodecount",
          "--time",
          "--project",
          "--queue",
          "--outputprefix",
          "--output",
          "--error",
          "--inputfile",
          "--umask",
          "--notify",
          "--debuglog",
          "--cwd",
          "--env",
          "--jobname",
          "--dependencies",
          "--attrs",
          "--proccount",
          "--mode",
          "--run_users",
          "--user_list",
          "--kernel",
          "--geometry");
  private static final Set<String> FLAGS =
      Set.of("--held", "--debug", "--verbose", "--preemptable", "--run_project");

  static QsubOptions parse(List<String> words) {
    Map<String, String> values = new HashMap<>();
    Set<String> flags = new HashSet<>();
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("-")) {
      String typed = words.get(at++);
      String value = null;
      if (typed.startsWith("--") && typed.contains("=")) {
        value = typed.substring(typed.indexOf('=') + 1);
        typed = typed.substring(0, typed.indexOf('='));
      } else if (!typed.startsWith("--") && typed.length() > 2) {
        value = typed.substring(2);
        typed = typed.substring(0, 2);
      }
      String option = SHORT.getOrDefault(typed, typed);
      if (FLAGS.contains(option)) {
        flags.add(option);
      } else if (VALUED.contains(option)) {
        if (value == null) {
          value = at < words.size() ? words.get(at++) : "";
        }
        checkNumber(typed, option, value);
        values.merge(option, value, (a, b) -> option.equals("--env") ? a + ":" + b : b);
      } else {
        throw mistake("no such option: " + typed);
      }
    }
    return new QsubOptions(values, flags, words.subList(at, words.size()));
  }

  String get(String option, String otherwise) {
    return values.getOrDefault(option, otherwise);
  }

  boolean has(String option) {
    return values.containsKey(option) || flags.contains(option);
  }

  /** Parses {@code A=1:B=2}, with a backslash before a colon or equals sign of a value. */
  Map<String, String> environment(String jobId) {
    Map<String, String> variables = new TreeMap<>();
    for (String part : get("--env", "").replace("$jobid", jobId).split("(?<!\\\\):")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        String value = part.substring(equals + 1).replace("\\:", ":").replace("\\=", "=");
        variables.put(part.substring(0, equals), value);
      }
    }
    return variables;
  }

  List<String> colonSeparated(String option) {
    List<String> parts = new ArrayList<>(List.of(get(option, "").split(":")));
    parts.removeIf(String::isEmpty);
    return parts;
  }

  private static void checkNumber(String typed, String option, String value) {
    if (option.equals("--nodecount") && !value.matches("-?\\d+")) {
      throw mistake("option %s: invalid integer value: '%s'".formatted(typed, value));
    }
  }

  private static Refusal mistake(String words) {
    return new Refusal(2, "", USAGE + "qsub.py: error: " + words + "\n");
  }
}
