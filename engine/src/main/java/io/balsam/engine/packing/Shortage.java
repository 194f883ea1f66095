package io.balsam.engine.packing;

import io.balsam.engine.domain.Resources;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Says in words why a request does not fit. */
record Shortage(List<NodeRoom> rooms, Resources wanted) {

  /** Whether a node is large enough; on nodes of its own a job may oversubscribe the cores. */
  static boolean couldEverRun(NodeRoom room, Resources wanted) {
    return FreeGpus.fits(FreeGpus.parts(wanted), room.gpus)
        && (wanted.multiNode() || wanted.coresPerNode() <= room.cores);
  }

  Optional<String> forEver() {
    if (wanted.nodes() > rooms.size()) {
      return Optional.of("needs %d nodes, there %s".formatted(wanted.nodes(), are(rooms.size())));
    }
    long large = count(room -> couldEverRun(room, wanted));
    if (large >= wanted.nodes()) {
      return Optional.empty();
    }
    if (wanted.multiNode() && large > 0) {
      return Optional.of(
          "needs %d nodes with %s each, there %s"
              .formatted(wanted.nodes(), gpus(wanted.gpusPerNode()), are(large)));
    }
    int mostGpus = (int) most(room -> room.gpus);
    if (!FreeGpus.fits(FreeGpus.parts(wanted), mostGpus)) {
      return Optional.of(
          "needs %s on one node, the largest node has %s"
              .formatted(gpus(wanted.gpusPerNode()), mostGpus == 0 ? "none" : mostGpus));
    }
    int mostCores = (int) most(room -> room.cores);
    if (wanted.coresPerNode() > mostCores) {
      return Optional.of(
          "needs %s on one node, the largest node has %d"
              .formatted(cores(wanted.coresPerNode()), mostCores));
    }
    return Optional.of("needs " + coresAndGpus() + " on one node, no node has both");
  }

  Optional<String> now() {
    Optional<String> never = forEver();
    if (never.isPresent()) {
      return never;
    }
    if (count(room -> fits(room) && !room.held) >= wanted.nodes()) {
      return Optional.empty();
    }
    if (count(this::fits) >= wanted.nodes()) {
      return Optional.of(
          "there is room, but it is kept for a job with a larger request that has waited long");
    }
    return Optional.of(wanted.multiNode() ? emptyNodes() : onOneNode());
  }

  private boolean fits(NodeRoom room) {
    return wanted.multiNode()
        ? room.empty() && couldEverRun(room, wanted)
        : room.hasRoom(wanted.coresPerNode(), FreeGpus.parts(wanted), wanted.nodeShare());
  }

  private String emptyNodes() {
    return "needs %d empty nodes, %d of %d are empty"
        .formatted(wanted.nodes(), count(NodeRoom::empty), rooms.size());
  }

  private String onOneNode() {
    int cores = wanted.coresPerNode();
    long parts = FreeGpus.parts(wanted);
    if (count(room -> room.hasRoom(cores, 0, 0)) == 0) {
      return "needs %s on one node, at most %d free"
          .formatted(cores(cores), (int) most(NodeRoom::coresFree));
    }
    if (count(room -> room.hasRoom(0, parts, 0)) == 0) {
      return "needs %s on one node, at most %s free"
          .formatted(gpus(wanted.gpusPerNode()), number(most(NodeRoom::gpusFree)));
    }
    if (count(room -> room.admits(wanted.nodeShare())) == 0) {
      return wanted.nodePackingCount() == 1
          ? "needs an empty node, none is empty"
          : "needs 1/%d of a node, no node has so much left".formatted(wanted.nodePackingCount());
    }
    String share = wanted.nodeShare() == 0 ? "" : " and 1/" + wanted.nodePackingCount() + " of it";
    return "needs " + coresAndGpus() + share + " on one node, no node has all of that free";
  }

  private String coresAndGpus() {
    String gpus = wanted.gpusPerNode() == 0 ? "" : " and " + gpus(wanted.gpusPerNode());
    return cores(wanted.coresPerNode()) + gpus;
  }

  private long count(Predicate<NodeRoom> which) {
    return rooms.stream().filter(which).count();
  }

  private double most(ToDoubleFunction<NodeRoom> of) {
    return rooms.stream().mapToDouble(of).max().orElse(0);
  }

  private static String are(long count) {
    return count == 0 ? "is none" : count == 1 ? "is 1" : "are " + count;
  }

  private static String cores(int count) {
    return count + (count == 1 ? " core" : " cores");
  }

  private static String gpus(double count) {
    return number(count) + (count <= 1 ? " GPU" : " GPUs");
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
