package io.balsam.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Job about to be started.
 *
 * @param jobId number of the job
 * @param command program and arguments of one rank, not empty
 * @param nodes host names of the job's nodes, in order, not empty
 * @param ranksPerNode ranks on each node, at least 1
 * @param threadsPerRank threads of each rank, at least 1
 * @param threadsPerCore hardware threads used on each core, at least 1
 * @param gpusPerRank GPUs that each rank asked for; fractions share a GPU
 * @param node first of its nodes, with all its cores and GPUs
 * @param cpuIds cores given to the job on its node; empty when it has nodes of its own
 * @param gpuIds GPUs given to the job on its node; empty when it has none or nodes of its own
 * @param gpuVariables environment variables that name the job's GPUs to it, or hide all GPUs from a
 *     job that asked for none; for a runner whose system sets such variables itself, or passes on
 *     none. Empty when there is nothing to say
 * @param memory bytes that the job may use on each of its nodes; 0 when not specified
 * @param launchParams parameters that the job's author passes through to the runner, verbatim and
 *     in their order
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

  /** Returns the number of GPUs requested on each node, rounded up to whole ones. */
  public int gpusPerNode() {
    // Three thirds are one GPU.
    return (int) Math.ceil(ranksPerNode * gpusPerRank - 1e-6);
  }

  /** Returns this launch with one rank, on its first node. */
  public Launch ofOneRank() {
    return new Launch(
        jobId,
        command,
        List.of(nodes.get(0)),
        1,
        threadsPerRank,
        threadsPerCore,
        gpusPerRank,
        node,
        cpuIds,
        gpuIds,
        gpuVariables,
        memory,
        launchParams);
  }

  /** Returns the number of ranks on all nodes together. */
  public int ranks() {
    return nodes.size() * ranksPerNode;
  }
}
