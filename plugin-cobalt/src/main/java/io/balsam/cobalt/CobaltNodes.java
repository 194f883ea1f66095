package io.balsam.cobalt;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.Node;
import io.balsam.spi.NodeDiscovery;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Nodes of an allocation, all of the same kind: launchers may run on a host that is not one of
 * them.
 */
record CobaltNodes(int cores, int gpus) implements NodeDiscovery {

  private static final String NIDS = "\\d+(-\\d+)?(,\\d+(-\\d+)?)*";

  /** Reads {@code cores}, in earlier versions {@code slots}, and {@code gpus}. */
  static CobaltNodes of(PluginConfig config, int cores, int gpus) {
    return new CobaltNodes(
        config.integer("cores", config.integer("slots", cores, 1), 1),
        config.integer("gpus", gpus, 0));
  }

  @Override
  public List<Node> nodes(Map<String, String> environment) {
    List<Integer> cpuIds = upTo(cores);
    List<Integer> gpuIds = upTo(gpus);
    return names(environment).stream()
        .distinct()
        .map(name -> new Node(name, cpuIds, gpuIds))
        .toList();
  }

  @Override
  public Optional<String> batchId(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("COBALT_JOBID")).filter(id -> !id.isBlank());
  }

  @Override
  public Optional<Instant> end(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("COBALT_ENDTIME"))
        .filter(seconds -> seconds.matches("\\d+"))
        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)));
  }

  /**
   * Returns the names: numbers are the nodes of a Cray; on a cluster the partition names one node
   * of the node file.
   */
  private static List<String> names(Map<String, String> environment) {
    String partition = environment.getOrDefault("COBALT_PARTNAME", "").trim();
    if (partition.matches(NIDS)) {
      return nids(partition);
    }
    String file = environment.getOrDefault("COBALT_NODEFILE", "");
    if (!file.isEmpty() && Files.isReadable(Path.of(file))) {
      List<String> hosts = hosts(Path.of(file));
      if (!hosts.isEmpty()) {
        return hosts;
      }
    }
    // If the site's prologue writes no node file, a single node is still known.
    if (!partition.isEmpty() && environment.getOrDefault("COBALT_PARTSIZE", "1").equals("1")) {
      return List.of(partition);
    }
    throw new PluginException(
        ErrorKind.SITE,
        partition.isEmpty() && file.isEmpty()
            ? "neither COBALT_PARTNAME nor COBALT_NODEFILE is set: this is not a Cobalt allocation; 'balsam queue submit' requests one"
            : "COBALT_NODEFILE '%s' cannot be read, and COBALT_PARTNAME '%s' does not name all %s nodes"
                .formatted(file, partition, environment.getOrDefault("COBALT_PARTSIZE", "")));
  }

  private static List<String> nids(String partition) {
    List<String> names = new ArrayList<>();
    for (String part : partition.split(",")) {
      String[] ends = part.split("-");
      IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
          .forEach(nid -> names.add("nid%05d".formatted(nid)));
    }
    return names;
  }

  private static List<String> hosts(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(line -> line.trim().split("\\s+")[0])
          .filter(host -> !host.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new PluginException(ErrorKind.SITE, "cannot read " + file + ": " + e, e);
    }
  }

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
