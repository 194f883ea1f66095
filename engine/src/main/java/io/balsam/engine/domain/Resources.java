package io.balsam.engine.domain;

import java.util.Map;
import java.util.Optional;

/**
 * Resources that one attempt of a job occupies.
 *
 * @param nodes number of nodes; more than one means whole, empty nodes
 * @param ranksPerNode processes on each node
 * @param threadsPerRank threads of each rank
 * @param threadsPerCore hardware threads used on each core
 * @param gpusPerRank GPUs of each rank; fractions share a GPU
 * @param nodePackingCount maximum number of such jobs on one node, each of which takes 1/n of it;
 *     {@link #UNLIMITED} when only cores and GPUs count
 * @param memory bytes on each node; 0 when not specified
 * @param named other counted resources, by name: per node, or of the site where the site has that
 *     resource
 * @param range numbers of nodes that a moldable job can start on, of which {@code nodes} is one:
 *     the fewest until one is chosen; empty for a job that needs exactly {@code nodes}
 */
public record Resources(
    int nodes,
    int ranksPerNode,
    int threadsPerRank,
    int threadsPerCore,
    double gpusPerRank,
    int nodePackingCount,
    long memory,
    Map<String, Integer> named,
    Optional<NodeRange> range) {

  /** No limit on the number of jobs on a node beyond its cores and GPUs. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** One rank with one thread, sharing its node with as many others as there are cores. */
  public static final Resources DEFAULT = new Resources(1, 1, 1, 1, 0, UNLIMITED);

  /** Creates a request without memory and named resources. */
  public Resources(
      int nodes,
      int ranksPerNode,
      int threadsPerRank,
      int threadsPerCore,
      double gpusPerRank,
      int nodePackingCount) {
    this(
        nodes,
        ranksPerNode,
        threadsPerRank,
        threadsPerCore,
        gpusPerRank,
        nodePackingCount,
        0,
        Map.of());
  }

  /** Creates a request for exactly this number of nodes. */
  public Resources(
      int nodes,
      int ranksPerNode,
      int threadsPerRank,
      int threadsPerCore,
      double gpusPerRank,
      int nodePackingCount,
      long memory,
      Map<String, Integer> named) {
    this(
        nodes,
        ranksPerNode,
        threadsPerRank,
        threadsPerCore,
        gpusPerRank,
        nodePackingCount,
        memory,
        named,
        Optional.empty());
  }

  public Resources {
    named = named == null ? Map.of() : Map.copyOf(named);
    if (memory < 0) {
      throw new IllegalArgumentException("memory must be a number of at least 0, not " + memory);
    }
    named.values().forEach(count -> atLeastOne("a named resource", count));
    atLeastOne("nodes", nodes);
    range.ifPresent(numbers -> numbers.check(nodes));
    atLeastOne("ranksPerNode", ranksPerNode);
    atLeastOne("threadsPerRank", threadsPerRank);
    atLeastOne("threadsPerCore", threadsPerCore);
    atLeastOne("nodePackingCount", nodePackingCount);
    if (!(gpusPerRank >= 0) || Double.isInfinite(gpusPerRank)) {
      throw new IllegalArgumentException(
          "gpusPerRank must be a number of at least 0, not " + gpusPerRank);
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
  }

  /** Returns the number of cores occupied on each node, at least one. */
  public int coresPerNode() {
    long cores = (long) ranksPerNode * threadsPerRank / threadsPerCore;
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, cores));
  }

  /** Returns the number of GPUs occupied on each node, which may be fractional. */
  public double gpusPerNode() {
    return ranksPerNode * gpusPerRank;
  }

  /** Returns the fraction of a node's occupancy that the job takes, as in the reference's rule. */
  public double nodeShare() {
    return nodePackingCount == UNLIMITED ? 0 : 1.0 / nodePackingCount;
  }

  /** Returns this request with another {@link #nodePackingCount}. */
  public Resources withNodePackingCount(int count) {
    return with(nodes, count, named, range);
  }

  /** Returns this request with other {@link #named} resources. */
  public Resources withNamed(Map<String, Integer> others) {
    return with(nodes, nodePackingCount, others, range);
  }

  /** Returns this request with another of the numbers of nodes in its range. */
  public Resources withNodes(int number) {
    return number == nodes ? this : with(number, nodePackingCount, named, range);
  }

  /** Returns this request of a job that can start on any number of nodes of a range. */
  public Resources withRange(NodeRange numbers) {
    return with(numbers.fewest(), nodePackingCount, named, Optional.of(numbers));
  }

  /** Returns this request for exactly its number of nodes. */
  public Resources withoutRange() {
    return range.isEmpty() ? this : with(nodes, nodePackingCount, named, Optional.empty());
  }

  private Resources with(
      int number, int count, Map<String, Integer> others, Optional<NodeRange> numbers) {
    return new Resources(
        number,
        ranksPerNode,
        threadsPerRank,
        threadsPerCore,
        gpusPerRank,
        count,
        memory,
        others,
        numbers);
  }

  /** Returns whether the job needs more than one node, and thus whole nodes. */
  public boolean multiNode() {
    return nodes > 1;
  }
}
