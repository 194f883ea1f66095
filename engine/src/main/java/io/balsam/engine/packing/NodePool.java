package io.balsam.engine.packing;

import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import io.balsam.spi.Node;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A launcher's nodes with the free resources of each. Used by one thread.
 *
 * <p>A job on one node takes cores (at least one), GPUs (fractions share one) and its share of the
 * node, on the first node in sequence that has all three. A job on several nodes takes empty nodes;
 * it gets no core or GPU numbers, and only the nodes' GPUs are checked: on nodes of its own a job
 * may well start more threads than there are cores. Memory and named resources are taken from the
 * node, except those that the site counts for all.
 */
public final class NodePool {

  private final List<NodeState> states = new ArrayList<>();
  private final int cores;
  private final FreeNodeIndex free;
  private final BitSet empty = new BitSet();
  private final boolean shared;
  private final SiteResources site;
  private int emptyNodes;

  /** Request that nodes are kept for; null for none. */
  @Nullable RequestQueue keptFor;

  /**
   * Creates a pool with all nodes free.
   *
   * @param nodes in the sequence they are to be filled
   */
  public NodePool(List<Node> nodes) {
    this(nodes, true, 0, SiteResources.none());
  }

  /**
   * Creates a pool with all nodes free.
   *
   * @param nodes in the sequence they are to be filled
   * @param shared whether several jobs may share a node; otherwise each takes whole ones
   * @param ahead how many times each node's cores and GPUs are given out beyond what it has, to
   *     jobs that wait there for the end of others; core and GPU numbers are meaningless then
   * @param site the resources of the site, which jobs take besides
   */
  public NodePool(List<Node> nodes, boolean shared, double ahead, SiteResources site) {
    this.shared = shared;
    this.site = site;
    free = new FreeNodeIndex(nodes.size());
    for (Node node : nodes) {
      NodeState state = new NodeState(states.size(), node, ahead);
      states.add(state);
      changed(state);
    }
    cores = states.stream().mapToInt(state -> state.cores).sum();
  }

  /** Takes resources for one job, first fit in node sequence; empty when it does not fit now. */
  public Optional<Placement> place(Resources resources) {
    return place(resources, false);
  }

  Optional<Placement> place(Resources resources, boolean mayUseKept) {
    if (!site.fits(resources) || (!mayUseKept && keepsOfSite(resources))) {
      return Optional.empty();
    }
    Resources onNodes = site.ofNodes(resources);
    Optional<Placement> placement =
        resources.multiNode()
            ? placeOnMany(onNodes, mayUseKept)
            : placeOnOne(alone(onNodes), mayUseKept);
    placement.ifPresent(taken -> site.take(resources));
    return placement;
  }

  private boolean keepsOfSite(Resources resources) {
    return keptFor != null && site.compete(keptFor.resources, resources);
  }

  /** Returns the request for a node of its own, where nodes are not shared. */
  private Resources alone(Resources asked) {
    return shared || asked.multiNode() ? asked : asked.withNodePackingCount(1);
  }

  /**
   * Takes what {@link #place} of a pool of the same nodes once returned.
   *
   * @throws IllegalStateException when it is not free
   */
  public void occupy(Placement placement, Resources resources) {
    for (int position : placement.nodes()) {
      NodeState state = states.get(position);
      if (resources.multiNode()) {
        state.takeWhole();
      } else {
        state.take(placement, alone(site.ofNodes(resources)));
      }
      changed(state);
    }
    site.take(resources);
  }

  /**
   * Releases what {@link #place} took.
   *
   * @param placement as it was given
   * @param resources as they were asked for
   * @throws IllegalStateException when it was released before
   */
  public void release(Placement placement, Resources resources) {
    for (int position : placement.nodes()) {
      NodeState state = states.get(position);
      if (resources.multiNode()) {
        state.giveBackWhole();
      } else {
        state.giveBack(placement, alone(site.ofNodes(resources)));
      }
      changed(state);
    }
    site.giveBack(resources);
  }

  /** Excludes a node from placement from now on, or includes it again. */
  public void rest(int position, boolean rests) {
    NodeState state = states.get(position);
    state.resting = rests;
    changed(state);
  }

  /** Returns what a request asks of each node besides cores, for users; empty for nothing. */
  public static String askedOfNodes(SiteResources site, Resources resources) {
    return new UnmetRequest(List.of(), site, resources).whatElse();
  }

  /**
   * Returns why the request would not even fit these nodes when all are free; empty when it would.
   */
  public Optional<String> neverFits(Resources resources) {
    return new UnmetRequest(states, site, resources).forEver();
  }

  /**
   * Returns what is missing for the request right now, for users; empty when it fits, or would but
   * for {@link #kept}.
   */
  public Optional<String> missing(Resources resources) {
    return new UnmetRequest(states, site, alone(resources)).now();
  }

  /**
   * Returns the job for which nodes or resources are kept that the request could use; empty for
   * none.
   */
  public Optional<ReservedJob> kept(Resources resources) {
    RequestQueue line = keptFor;
    RequestQueue.Group best = line == null ? null : line.best(JobTime.Left.ENDLESS);
    return best == null
            || (!keepsOfSite(resources)
                && new UnmetRequest(states, site, alone(resources)).fitsBeside())
        ? Optional.empty()
        : Optional.of(new ReservedJob(best.jobs.first(), best.line.resources));
  }

  /** Returns the number of nodes. */
  public int nodes() {
    return states.size();
  }

  /** Returns the number of cores of all nodes together. */
  public int cores() {
    return cores;
  }

  /** Returns the number of cores that a placement keeps busy. */
  public int cores(Placement placement) {
    return placement.cpuIds().isEmpty()
        ? placement.nodes().stream().mapToInt(position -> states.get(position).cores).sum()
        : placement.cpuIds().size();
  }

  /** Returns whether no core is free anywhere, so that nothing at all can be placed. */
  public boolean full() {
    return mostCores() < 1;
  }

  /** Returns the free cores of the node that has most. */
  int mostCores() {
    return free.mostCores();
  }

  /** Returns the number of empty nodes. */
  int emptyNodes() {
    return emptyNodes;
  }

  /**
   * Returns false when the queue's request cannot fit, as far as can be found out without a search.
   */
  boolean mayFit(RequestQueue line) {
    boolean state =
        line.resources.multiNode()
            ? line.size <= emptyNodes
            : free.mayHave(line.size, line.gpuParts);
    return state && siteHas(line);
  }

  /**
   * Keeps other jobs off the nodes that are nearest to fitting the queue's request, and off the
   * site's resources that it needs. As long as the latter are missing, its nodes are open.
   *
   * @return whether nodes are kept
   */
  boolean keepFor(RequestQueue line) {
    if (line == keptFor && states.stream().anyMatch(state -> state.held)) {
      return true;
    }
    keptFor = line;
    if (!siteHas(line)) {
      return false;
    }
    Resources resources = site.ofNodes(line.resources);
    boolean wantsGpus = resources.gpusPerNode() > 0;
    boolean wantsMemory = resources.memory() > 0;
    states.stream()
        .filter(state -> UnmetRequest.couldEverRun(state, resources))
        .sorted(
            Comparator.comparingDouble((NodeState state) -> wantsGpus ? state.gpusInUse() : 0)
                .thenComparingLong(state -> wantsMemory ? state.memoryInUse() : 0)
                .thenComparingInt(NodeState::coresInUse))
        .limit(resources.nodes())
        .forEach(state -> state.held = true);
    return true;
  }

  /** Returns whether the site has left what the queue's request asks of it. */
  boolean siteHas(RequestQueue line) {
    return site.fits(line.resources);
  }

  void keepNone() {
    keptFor = null;
    states.forEach(state -> state.held = false);
  }

  private Optional<Placement> placeOnOne(Resources resources, boolean onHeldToo) {
    int cores = resources.coresPerNode();
    long gpuParts = FreeGpus.parts(resources);
    double share = resources.nodeShare();
    Map<String, Long> wanted = Amounts.wanted(resources);
    for (int i = free.first(0, cores, gpuParts); i >= 0; i = free.first(i + 1, cores, gpuParts)) {
      NodeState state = states.get(i);
      if (state.admits(share) && (onHeldToo || !state.held) && state.amounts.fits(wanted)) {
        Placement placement = state.take(resources);
        changed(state);
        return Optional.of(placement);
      }
    }
    return Optional.empty();
  }

  private Optional<Placement> placeOnMany(Resources resources, boolean onHeldToo) {
    List<Integer> taken = new ArrayList<>();
    for (int i = empty.nextSetBit(0); i >= 0; i = empty.nextSetBit(i + 1)) {
      NodeState state = states.get(i);
      if ((onHeldToo || !state.held)
          && UnmetRequest.couldEverRun(state, resources)
          && taken.add(state.position)
          && taken.size() == resources.nodes()) {
        taken.forEach(position -> states.get(position).takeWhole());
        taken.forEach(position -> changed(states.get(position)));
        return Optional.of(new Placement(List.copyOf(taken), List.of(), List.of()));
      }
    }
    return Optional.empty();
  }

  private void changed(NodeState state) {
    free.set(state.position, state.coresFree(), state.gpuParts());
    if (state.empty() != empty.get(state.position)) {
      empty.flip(state.position);
      emptyNodes += state.empty() ? 1 : -1;
    }
  }
}
