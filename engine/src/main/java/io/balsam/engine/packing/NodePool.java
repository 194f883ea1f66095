package io.balsam.engine.packing;

import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import io.balsam.spi.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A launcher's nodes with what is free on each. Used by one thread.
 *
 * <p>A job on one node takes cores (at least one), GPUs (fractions share one) and its share of the
 * node, on the first node in order that has all three. A job on several nodes takes nodes that
 * nobody else is on; it gets no core or GPU numbers, and only the nodes' GPUs are checked: on nodes
 * of its own a job may well start more threads than there are cores.
 */
public final class NodePool {

  private final List<NodeRoom> rooms = new ArrayList<>();
  private final int cores;
  private int freeCores;

  /**
   * All nodes free.
   *
   * @param nodes in the order they are to be filled
   */
  public NodePool(List<Node> nodes) {
    for (Node node : nodes) {
      NodeRoom room = new NodeRoom(rooms.size(), node);
      rooms.add(room);
      freeCores += room.cores;
    }
    cores = freeCores;
  }

  /** Takes room for one run, first fit in node order; empty when it does not fit now. */
  public Optional<Placement> place(Resources resources) {
    return place(resources, false);
  }

  Optional<Placement> place(Resources resources, boolean onHeldToo) {
    return resources.multiNode()
        ? placeOnMany(resources, onHeldToo)
        : placeOnOne(resources, onHeldToo);
  }

  /**
   * Gives back what {@link #place} took.
   *
   * @param placement as it was given
   * @param resources as they were asked for
   * @throws IllegalStateException when it was given back before
   */
  public void release(Placement placement, Resources resources) {
    if (resources.multiNode()) {
      for (int position : placement.nodes()) {
        NodeRoom room = rooms.get(position);
        room.giveBackWhole();
        freeCores += room.cores;
      }
    } else {
      rooms.get(placement.nodes().get(0)).giveBack(placement, resources);
      freeCores += placement.cpuIds().size();
    }
  }

  /** Why the request would not even fit these nodes when all are free; empty when it would. */
  public Optional<String> neverFits(Resources resources) {
    return new Shortage(rooms, resources).forEver();
  }

  /** What is missing for the request right now, for people; empty when it fits. */
  public Optional<String> missing(Resources resources) {
    return new Shortage(rooms, resources).now();
  }

  /** Cores of all nodes together. */
  int cores() {
    return cores;
  }

  /** Whether no core is free anywhere, so that nothing at all can be placed. */
  boolean full() {
    return freeCores == 0;
  }

  /** Keeps others off the nodes that are nearest to having room for the request. */
  void hold(Resources resources) {
    boolean wantsGpus = resources.gpusPerNode() > 0;
    rooms.stream()
        .filter(room -> Shortage.couldEverRun(room, resources))
        .sorted(
            Comparator.comparingDouble((NodeRoom room) -> wantsGpus ? room.gpusInUse() : 0)
                .thenComparingInt(NodeRoom::coresInUse))
        .limit(resources.nodes())
        .forEach(room -> room.held = true);
  }

  void holdNothing() {
    rooms.forEach(room -> room.held = false);
  }

  private Optional<Placement> placeOnOne(Resources resources, boolean onHeldToo) {
    int cores = resources.coresPerNode();
    if (cores > freeCores) {
      return Optional.empty();
    }
    long gpuParts = FreeGpus.parts(resources);
    double share = resources.nodeShare();
    for (NodeRoom room : rooms) {
      if (room.hasRoom(cores, gpuParts, share) && (onHeldToo || !room.held)) {
        freeCores -= cores;
        return Optional.of(room.take(resources));
      }
    }
    return Optional.empty();
  }

  private Optional<Placement> placeOnMany(Resources resources, boolean onHeldToo) {
    List<Integer> taken = new ArrayList<>(resources.nodes());
    for (NodeRoom room : rooms) {
      if (room.empty() && (onHeldToo || !room.held) && Shortage.couldEverRun(room, resources)) {
        taken.add(room.position);
        if (taken.size() == resources.nodes()) {
          takeWhole(taken);
          return Optional.of(new Placement(List.copyOf(taken), List.of(), List.of()));
        }
      }
    }
    return Optional.empty();
  }

  private void takeWhole(List<Integer> positions) {
    for (int position : positions) {
      NodeRoom room = rooms.get(position);
      room.takeWhole();
      freeCores -= room.cores;
    }
  }
}
