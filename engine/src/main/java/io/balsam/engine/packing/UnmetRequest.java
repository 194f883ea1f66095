package io.balsam.engine.packing;

import io.balsam.engine.domain.Resources;
import io.balsam.engine.text.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Describes why a request does not fit. */
record UnmetRequest(List<NodeState> states, SiteResources site, Resources asked, Resources wanted) {

  UnmetRequest(List<NodeState> states, SiteResources site, Resources asked) {
    this(states, site, asked, site.ofNodes(asked));
  }

  /**
   * Returns whether a node is large enough; on nodes of its own a job may oversubscribe the cores.
   */
  static boolean couldEverRun(NodeState state, Resources wanted) {
    return FreeGpus.fits(FreeGpus.parts(wanted), state.gpus)
        && (wanted.multiNode() || wanted.coresPerNode() <= state.cores)
        && state.amounts.enough(Amounts.wanted(wanted));
  }

  Optional<String> forEver() {
    return amounts().siteNeverHas().or(this::nodesNeverHave);
  }

  private AmountShortage amounts() {
    return site.shortage(states, asked);
  }

  private Optional<String> nodesNeverHave() {
    if (wanted.nodes() > states.size()) {
      return Optional.of(
          "needs %s, there %s".formatted(Count.of(wanted.nodes(), "node"), are(states.size())));
    }
    long large = count(state -> couldEverRun(state, wanted));
    if (large >= wanted.nodes()) {
      return Optional.empty();
    }
    Optional<String> amounts = amounts().nodesNeverHave();
    if (amounts.isPresent()) {
      return amounts;
    }
    if (wanted.multiNode() && large > 0) {
      return Optional.of(
          "needs %s with %s each, there %s"
              .formatted(Count.of(wanted.nodes(), "node"), whatElse(), are(large)));
    }
    int mostGpus = (int) most(state -> state.gpus);
    if (!FreeGpus.fits(FreeGpus.parts(wanted), mostGpus)) {
      return Optional.of(
          "needs %s on one node, the largest node has %s"
              .formatted(gpus(wanted.gpusPerNode()), mostGpus == 0 ? "none" : mostGpus));
    }
    int mostCores = (int) most(state -> state.cores);
    if (wanted.coresPerNode() > mostCores) {
      return Optional.of(
          "needs %s on one node, the largest node has %d"
              .formatted(cores(wanted.coresPerNode()), mostCores));
    }
    return Optional.of("needs " + all() + " on one node, no node has all of that");
  }

  Optional<String> now() {
    Optional<String> never = forEver();
    if (never.isPresent()) {
      return never;
    }
    Optional<String> ofSite = amounts().siteHasNot();
    if (ofSite.isPresent() || count(this::fits) >= wanted.nodes()) {
      return ofSite;
    }
    return Optional.of(wanted.multiNode() ? emptyNodes() : onOneNode());
  }

  /** Returns whether it fits beside what is kept for others. */
  boolean fitsBeside() {
    return count(state -> fits(state) && !state.held) >= wanted.nodes();
  }

  private boolean fits(NodeState state) {
    return wanted.multiNode()
        ? state.empty() && couldEverRun(state, wanted)
        : state.hasFree(
            wanted.coresPerNode(),
            FreeGpus.parts(wanted),
            wanted.nodeShare(),
            Amounts.wanted(wanted));
  }

  private String emptyNodes() {
    return "needs %d empty nodes, %d of %d are empty"
        .formatted(wanted.nodes(), count(NodeState::empty), states.size());
  }

  private String onOneNode() {
    int cores = wanted.coresPerNode();
    long parts = FreeGpus.parts(wanted);
    if (count(state -> state.hasFree(cores, 0, 0, Map.of())) == 0) {
      return "needs %s on one node, at most %d free"
          .formatted(cores(cores), (int) most(NodeState::coresFree));
    }
    if (count(state -> state.hasFree(0, parts, 0, Map.of())) == 0) {
      return "needs %s on one node, at most %s free"
          .formatted(gpus(wanted.gpusPerNode()), number(most(NodeState::gpusFree)));
    }
    if (count(state -> state.admits(wanted.nodeShare())) == 0) {
      return wanted.nodePackingCount() == 1
          ? "needs an empty node, none is empty"
          : "needs 1/%d of a node, no node has so much left".formatted(wanted.nodePackingCount());
    }
    Optional<String> amounts = amounts().nodesHaveNot();
    if (amounts.isPresent()) {
      return amounts.get();
    }
    String share = wanted.nodeShare() == 0 ? "" : " and 1/" + wanted.nodePackingCount() + " of it";
    return "needs " + all() + share + " on one node, no node has all of that free";
  }

  private String all() {
    String more = whatElse();
    return cores(wanted.coresPerNode()) + (more.isEmpty() ? "" : " and " + more);
  }

  String whatElse() {
    List<String> parts = new ArrayList<>();
    if (wanted.gpusPerNode() > 0) {
      parts.add(gpus(wanted.gpusPerNode()));
    }
    new TreeMap<>(Amounts.wanted(wanted))
        .forEach((name, count) -> parts.add(AmountShortage.words(name, count)));
    return String.join(" and ", parts);
  }

  private long count(Predicate<NodeState> which) {
    return states.stream().filter(which).count();
  }

  private double most(ToDoubleFunction<NodeState> of) {
    return states.stream().mapToDouble(of).max().orElse(0);
  }

  private static String are(long count) {
    return count == 0 ? "is none" : count == 1 ? "is 1" : "are " + count;
  }

  private static String cores(int count) {
    return Count.of(count, "core");
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
