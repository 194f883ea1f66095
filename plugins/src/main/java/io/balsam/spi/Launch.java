package io.balsam.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One job about to be started.
 *
 * @param jobId the job's number
 * @param command the program and arguments of one rank, not empty
 * @param nodes host names the job was placed on, in order, not empty
 * @param ranksPerNode ranks on each node, at least 1
 * @param threadsPerRank threads of each rank, at least 1
 * @param threadsPerCore hardware threads used on each core, at least 1
 * @param gpusPerRank GPUs that each rank asked for; fractions share a GPU
 * @param node the first of its nodes, with all its cores and GPUs
 * @param cpuIds cores given to the job on its node; empty when it has nodes of its own
 * @param gpuIds GPUs given to the job on its node; empty when it has none or nodes of its own
 * @param gpuVariables what tells the job these GPUs; for a runner whose system sets such variables
 *     itself, and others
 * @param memory bytes that the job may take on each of its nodes; 0 when nothing is said of it
 * @param launchParams what the job's author passes through to the runner, verbatim and in their
 *     order
 */
public record Launch(
    long jobId,
    List<String> command,
    List<String> nodes,
    int ranksPerNode,
    int threadsPerRank,
    int threadsPerCore,
    double gpusPerRank,
    Node node,
    List<Integer> cpuIds,
    List<Integer> gpuIds,
    Map<String, String> gpuVariables,
    long memory,
    Map<String, String> launchParams) {

  public Launch {
    command = List.copyOf(command);
    nodes = List.copyOf(nodes);
    cpuIds = List.copyOf(cpuIds);
    gpuIds = List.copyOf(gpuIds);
    gpuVariables = Collections.unmodifiableMap(new LinkedHashMap<>(gpuVariables));
    launchParams = Collections.unmodifiableMap(new LinkedHashMap<>(launchParams));
  }

  /** GPUs asked for on each node, in whole ones. */
  public int gpusPerNode() {
    // 3 thirds are one.
    return (int) Math.ceil(ranksPerNode * gpusPerRank - 1e-6);
  }

  /** Ranks on all nodes together. */
  public int ranks() {
    return nodes.size() * ranksPerNode;
  }
}
