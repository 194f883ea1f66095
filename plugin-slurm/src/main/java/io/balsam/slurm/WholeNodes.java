package io.balsam.slurm;

import io.balsam.spi.CommandResult;
import io.balsam.spi.Node;
import io.balsam.spi.PluginException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Properties of nodes that an allocation's environment does not contain: memory, where Slurm does
 * not count it, and generic resources. A node of which we have all CPUs is entirely ours, including
 * both.
 */
final class WholeNodes {

  private record Known(int cpus, long megabytes, Map<String, Integer> resources) {}

  private static final Pattern GRES =
      Pattern.compile("([A-Za-z][\\w.-]*)(?::[^:,()]+)?:(\\d{1,6})");

  private final Map<String, Known> known = new HashMap<>();

  private WholeNodes() {}

  /** Queries Slurm's controller; nothing is known if it does not answer. */
  static WholeNodes of(String list, SlurmTools tools) {
    WholeNodes nodes = new WholeNodes();
    try {
      CommandResult result = tools.run(List.of("scontrol", "-o", "show", "node", list));
      result.out().lines().forEach(nodes::read);
    } catch (PluginException e) {
      return nodes;
    }
    return nodes;
  }

  private void read(String line) {
    Map<String, Integer> resources = new HashMap<>();
    Matcher gres = GRES.matcher(field(line, "Gres").replaceAll("\\([^)]*\\)", ""));
    while (gres.find()) {
      resources.merge(gres.group(1), Integer.valueOf(gres.group(2)), Integer::sum);
    }
    // Counted as GPUs.
    resources.remove("gpu");
    resources.values().removeIf(count -> count == 0);
    long megabytes = number(line, "RealMemory") - number(line, "MemSpecLimit");
    known.put(
        field(line, "NodeName"), new Known((int) number(line, "CPUTot"), megabytes, resources));
  }

  /**
   * Returns a node with its further properties.
   *
   * @param cpus number of its CPUs that we have
   * @param megabytes memory that Slurm counts for us there, 0 when it does not
   */
  Node more(Node node, int cpus, long megabytes) {
    Known whole = known.get(node.name());
    if (whole == null || cpus < whole.cpus()) {
      return node.withMemory(megabytes << 20);
    }
    long memory = megabytes > 0 ? megabytes : Math.max(0, whole.megabytes());
    return node.withMemory(memory << 20).withResources(whole.resources());
  }

  private static long number(String line, String name) {
    String text = field(line, name);
    return text.matches("\\d{1,12}") ? Long.parseLong(text) : 0;
  }

  private static String field(String line, String name) {
    Matcher matcher = Pattern.compile("(?:^| )" + name + "=(\\S*)").matcher(line);
    return matcher.find() ? matcher.group(1) : "";
  }
}
