package io.balsam.slurm;

import io.balsam.spi.CommandResult;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads all nodes of a cluster by partition, as they are in an allocation of whole nodes.
 *
 * @param cpus CPUs of each node; {@link SlurmNodes#ASK} for what Slurm reports
 * @param gpus GPUs of each node; {@link SlurmNodes#ASK} for what Slurm reports
 */
record ClusterNodes(SlurmTools tools, int cpus, int threadsPerCore, int gpus) {

  /** Time limit of a question that a user waits for. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  Map<String, List<Node>> byPartition() {
    Map<String, List<NodeLine>> nodes = new HashMap<>();
    for (String line : lines("node", "NodeName=")) {
      NodeLine node = NodeLine.of(line);
      node.partitions()
          .forEach(name -> nodes.computeIfAbsent(name, n -> new ArrayList<>()).add(node));
    }
    Map<String, List<Node>> byPartition = new LinkedHashMap<>();
    for (String line : lines("partition", "PartitionName=")) {
      String name = JobQuery.value(line, "PartitionName");
      List<NodeLine> there = nodes.getOrDefault(name, List.of());
      // Nodes of a cloud that are switched off are counted, but not shown.
      boolean complete = there.size() == NodeLine.number(line, "TotalNodes");
      long most = NodeLine.number(line, "MaxCPUsPerNode");
      byPartition.put(
          name, complete ? there.stream().map(node -> node(node, most)).toList() : List.of());
    }
    return byPartition;
  }

  private Node node(NodeLine line, long mostCpus) {
    long given = mostCpus == 0 ? line.cpus() : Math.min(mostCpus, line.cpus());
    long cores = cpus == SlurmNodes.ASK ? given / threadsPerCore : cpus;
    return new Node(
        line.name(),
        upTo(Math.max(1, cores)),
        upTo(gpus == SlurmNodes.ASK ? line.gpus() : gpus),
        List.of(),
        line.megabytes() << 20,
        line.resources());
  }

  private List<String> lines(String what, String start) {
    List<String> command = List.of("scontrol", "-a", "-o", "show", what);
    CommandResult result = tools.run(command, LIMIT);
    if (!result.ok()) {
      throw SlurmTools.error(ErrorKind.SITE, "scontrol", result);
    }
    return result.out().lines().filter(line -> line.startsWith(start)).toList();
  }

  private static List<Integer> upTo(long count) {
    return IntStream.range(0, (int) count).boxed().toList();
  }
}
