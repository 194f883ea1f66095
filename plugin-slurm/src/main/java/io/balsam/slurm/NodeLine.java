package io.balsam.slurm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Node as {@code scontrol -o show node} describes it.
 *
 * @param cpus number of CPUs that jobs may have
 * @param gpus number of its GPUs
 * @param megabytes memory that jobs may have, in MiB
 * @param resources its other generic resources
 */
record NodeLine(
    String name,
    int cpus,
    int gpus,
    long megabytes,
    Map<String, Integer> resources,
    List<String> partitions) {

  private static final Pattern GRES =
      Pattern.compile("([A-Za-z][\\w.-]*)(?::[^:,()]+)?:(\\d{1,6})");

  static NodeLine of(String line) {
    Map<String, Integer> resources = new HashMap<>();
    Matcher gres = GRES.matcher(JobQuery.value(line, "Gres").replaceAll("\\([^)]*\\)", ""));
    while (gres.find()) {
      resources.merge(gres.group(1), Integer.valueOf(gres.group(2)), Integer::sum);
    }
    Integer gpus = resources.remove("gpu");
    resources.values().removeIf(count -> count == 0);
    // Before 22.05 there is no field without the CPUs that Slurm keeps for itself.
    long cpus = number(line, line.contains(" CPUEfctv=") ? "CPUEfctv" : "CPUTot");
    long megabytes = number(line, "RealMemory") - number(line, "MemSpecLimit");
    return new NodeLine(
        JobQuery.value(line, "NodeName"),
        (int) cpus,
        gpus == null ? 0 : gpus,
        Math.max(0, megabytes),
        Map.copyOf(resources),
        List.of(JobQuery.value(line, "Partitions").split(",")));
  }

  static long number(String line, String key) {
    String text = JobQuery.value(line, key);
    return text.matches("\\d{1,12}") ? Long.parseLong(text) : 0;
  }
}
