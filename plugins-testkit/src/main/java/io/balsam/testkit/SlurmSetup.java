package io.balsam.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Configuration of a {@link SlurmCluster}. Its nodes are called {@code n01}, {@code n02}, …; its
 * partitions are {@code debug} (the default: all nodes, at most 60 minutes), {@code long} (all
 * nodes, no limit) and {@code small} (node {@code n01}, at most 10 minutes), and those added.
 *
 * @param nodes number of nodes, 1 to 99
 * @param cpus simulated number of CPUs of each node
 * @param gpus simulated number of GPUs of each node, 0 to 4
 * @param accounting whether slurmdbd and MariaDB run too; takes some seconds more to start
 * @param conf lines of {@code slurm.conf}, which replace the standard ones
 * @param partitions additional partitions, as {@code slurm.conf} describes them
 */
public record SlurmSetup(
    int nodes,
    int cpus,
    int gpus,
    boolean accounting,
    Map<String, String> conf,
    List<String> partitions) {

  public SlurmSetup {
    conf = Map.copyOf(conf);
    partitions = List.copyOf(partitions);
  }

  /** Creates a setup with this many nodes and CPUs of each node, no GPUs and no accounting. */
  public static SlurmSetup of(int nodes, int cpus) {
    return new SlurmSetup(nodes, cpus, 0, false, Map.of(), List.of());
  }

  /** Returns the same setup with GPUs. */
  public SlurmSetup withGpus(int gpusPerNode) {
    return new SlurmSetup(nodes, cpus, gpusPerNode, accounting, conf, partitions);
  }

  /**
   * Returns the same setup with accounting, which has one account, {@code balsam}, and the current
   * user, with the QOS {@code normal}. Specs add more with {@code sacctmgr}.
   */
  public SlurmSetup withAccounting() {
    return new SlurmSetup(nodes, cpus, gpus, true, conf, partitions);
  }

  /**
   * Returns the same setup with another line of {@code slurm.conf}, as {@code MinJobAge} and {@code
   * 2}.
   */
  public SlurmSetup with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(conf);
    more.put(key, value);
    return new SlurmSetup(nodes, cpus, gpus, accounting, more, partitions);
  }

  /**
   * Returns the same setup with another partition of all nodes, as {@code urgent} and {@code
   * PriorityTier=9}.
   */
  public SlurmSetup withPartition(String name, String options) {
    List<String> more = new ArrayList<>(partitions);
    more.add("PartitionName=%s Nodes=ALL State=UP %s".formatted(name, options));
    return new SlurmSetup(nodes, cpus, gpus, accounting, conf, more);
  }
}
