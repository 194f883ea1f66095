package io.balsam.engine.batchjob;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.packing.Capacity;
import io.balsam.engine.packing.NodeSize;
import io.balsam.spi.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Capacity of the allocations that a site may request. */
public final class AllocationCapacity implements Capacity {

  private static final int NAMED = 5;

  /**
   * Queue with its nodes.
   *
   * @param limits limits of one allocation
   * @param nodes the nodes it gives to an allocation of so many; empty when they are not known
   */
  public record Source(SiteView.Queue limits, IntFunction<List<Node>> nodes) {

    /** Creates a queue whose allocations are taken from these nodes. */
    public static Source of(SiteView.Queue limits, List<Node> nodes) {
      return new Source(limits, wanted -> nodes);
    }

    /** Creates a queue whose allocations have any number of nodes like this one. */
    public static Source ofAny(SiteView.Queue limits, Node node) {
      return new Source(
          limits,
          wanted -> IntStream.rangeClosed(1, wanted).mapToObj(n -> named(node, n)).toList());
    }

    private static Node named(Node node, int number) {
      return new Node(
          node.name() + "-" + number,
          node.cpuIds(),
          node.gpuIds(),
          node.gpuNames(),
          node.memory(),
          node.resources());
    }
  }

  private record Fit(Source source, Resources resources) {}

  private final List<Source> sources;

  /** Queue with the largest of all limits and the nodes of all; null when there are no queues. */
  private final @Nullable Source whole;

  /**
   * Why the nodes of a queue never fit a request: to look takes long where there are thousands, and
   * jobs with one request may have many wall times.
   */
  private final Map<Fit, Optional<String>> fits = new HashMap<>();

  private final Map<String, Integer> ofSite;

  /**
   * Creates the capacity.
   *
   * @param sources the queues; empty when they are not known
   * @param ofSite the site's resources that belong to no node, by name
   */
  public AllocationCapacity(List<Source> sources, Map<String, Integer> ofSite) {
    this.sources = List.copyOf(sources);
    this.whole =
        switch (sources.size()) {
          case 0 -> null;
          case 1 -> sources.get(0);
          default -> together(sources);
        };
    this.ofSite = Map.copyOf(ofSite);
  }

  @Override
  public Optional<String> neverRuns(Resources resources, Duration wallTime) {
    if (whole == null) {
      return Capacity.of(List.of(), ofSite).neverRuns(resources, wallTime);
    }
    List<String> reasons = new ArrayList<>();
    for (Source source : sources) {
      Optional<String> reason = neverRuns(source, resources, wallTime);
      if (reason.isEmpty()) {
        return reason;
      }
      reasons.add(source.limits().name() + ": " + reason.get());
    }
    return neverRuns(whole, resources, wallTime)
        .or(() -> Optional.of("fits no queue: " + listed(reasons)));
  }

  @Override
  public List<NodeSize> nodes(String queue) {
    Source source =
        sources.stream()
            .filter(one -> !queue.isEmpty() && one.limits().name().equals(queue))
            .findFirst()
            .orElse(whole);
    return source == null ? List.of() : NodeSize.of(source.nodes().apply(1));
  }

  private Optional<String> neverRuns(Source source, Resources resources, Duration wallTime) {
    return QueueLimits.exceeded(source.limits(), resources.nodes(), wallTime)
        .or(
            () ->
                fits.computeIfAbsent(
                    new Fit(source, resources),
                    fit ->
                        Capacity.of(source.nodes().apply(resources.nodes()), ofSite)
                            .neverRuns(resources, wallTime)));
  }

  private static Source together(List<Source> sources) {
    SiteView.Queue limits =
        new SiteView.Queue(
            "",
            most(sources, SiteView.Queue::maxNodes),
            most(sources, SiteView.Queue::maxWallMinutes),
            most(sources, SiteView.Queue::maxQueued));
    return new Source(
        limits,
        wanted -> allNodes(sources.stream().map(one -> one.nodes().apply(wanted)).toList()));
  }

  /** Returns the nodes of several queues; empty when those of one are not known. */
  public static List<Node> allNodes(Collection<List<Node>> ofQueues) {
    return ofQueues.stream().anyMatch(List::isEmpty)
        ? List.of()
        : ofQueues.stream().flatMap(List::stream).distinct().toList();
  }

  private static int most(List<Source> sources, ToIntFunction<SiteView.Queue> limit) {
    return sources.stream().map(Source::limits).mapToInt(limit).max().orElseThrow();
  }

  private static String listed(List<String> reasons) {
    String shown = reasons.stream().limit(NAMED).collect(Collectors.joining("; "));
    return reasons.size() > NAMED ? shown + "; …" : shown;
  }
}
