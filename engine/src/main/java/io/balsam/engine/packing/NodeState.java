package io.balsam.engine.packing;

import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import io.balsam.spi.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Free resources of one node. */
final class NodeState {

  final int position;
  final int cores;
  final int gpus;
  final Amounts amounts;

  /** Whether it is being emptied for a job that has waited too long: others stay out. */
  boolean held;

  /** Whether it gets no jobs for a while, because a process could not be created on it. */
  boolean resting;

  private final ArrayDeque<Integer> freeCores;
  private final FreeGpus freeGpus;
  private double occupancy;
  private int jobs;

  NodeState(int position, Node node, double ahead) {
    this.position = position;
    cores = node.cpuIds().size();
    gpus = node.gpuIds().size();
    amounts = Amounts.of(node.memory(), node.resources(), 1 + ahead);
    freeCores = new ArrayDeque<>(more(node.cpuIds(), ahead));
    freeGpus = new FreeGpus(more(node.gpuIds(), ahead));
  }

  private static List<Integer> more(List<Integer> ids, double ahead) {
    return ahead == 0
        ? ids
        : IntStream.range(0, (int) Math.min(1e6, ids.size() * (1 + ahead))).boxed().toList();
  }

  boolean empty() {
    return jobs == 0 && !resting;
  }

  /**
   * Returns whether its share admits a job; a full node admits none, and a whole-node job shares
   * with none.
   */
  boolean admits(double share) {
    return !resting && occupancy + share <= 1.001 && occupancy < 1 && (jobs == 0 || share < 0.999);
  }

  boolean hasFree(int wantedCores, long gpuParts, double share, Map<String, Long> wanted) {
    return wantedCores <= freeCores.size()
        && admits(share)
        && gpuParts <= freeGpus.most()
        && amounts.fits(wanted);
  }

  Placement take(Resources resources) {
    List<Integer> cpuIds = new ArrayList<>(resources.coresPerNode());
    for (int i = resources.coresPerNode(); i > 0; i--) {
      cpuIds.add(freeCores.removeFirst());
    }
    jobs++;
    occupancy = snap(occupancy + resources.nodeShare());
    List<Integer> gpuIds = freeGpus.take(FreeGpus.parts(resources));
    amounts.take(Amounts.wanted(resources));
    return new Placement(List.of(position), List.copyOf(cpuIds), gpuIds);
  }

  /** Takes resources again, with the numbers that were given before. */
  void take(Placement placement, Resources resources) {
    jobs++;
    occupancy = snap(occupancy + resources.nodeShare());
    for (int core : placement.cpuIds()) {
      if (!freeCores.remove(core)) {
        throw new IllegalStateException("core " + core + " of node " + position + " is taken");
      }
    }
    freeGpus.take(placement.gpuIds(), FreeGpus.parts(resources));
    amounts.take(Amounts.wanted(resources));
  }

  void giveBack(Placement placement, Resources resources) {
    left();
    occupancy = jobs == 0 ? 0 : snap(occupancy - resources.nodeShare());
    freeCores.addAll(placement.cpuIds());
    freeGpus.giveBack(placement.gpuIds(), FreeGpus.parts(resources));
    amounts.giveBack(Amounts.wanted(resources));
  }

  void takeWhole() {
    jobs++;
    occupancy = 1;
  }

  void giveBackWhole() {
    left();
    occupancy = 0;
  }

  int coresFree() {
    return hasShare() ? freeCores.size() : 0;
  }

  /** Returns the largest request for GPUs that fits. */
  long gpuParts() {
    return hasShare() ? freeGpus.most() : 0;
  }

  double gpusFree() {
    return hasShare() ? freeGpus.free() : 0;
  }

  private boolean hasShare() {
    return occupancy < 1 && !resting;
  }

  int coresInUse() {
    return cores - coresFree();
  }

  double gpusInUse() {
    return gpus - gpusFree();
  }

  long memoryInUse() {
    return amounts.all(Amounts.MEMORY) - amounts.left(Amounts.MEMORY);
  }

  private void left() {
    if (jobs == 0) {
      throw new IllegalStateException("nothing runs on node " + position);
    }
    jobs--;
  }

  private static double snap(double value) {
    return value >= 0.999 ? 1 : value <= 0.001 ? 0 : value;
  }
}
