package io.balsam.engine.batchjob;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.packing.Capacity;
import io.balsam.spi.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    private Optional<String> neverRuns(
        Resources resources, Duration wallTime, Map<String, Integer> ofSite) {
      return QueueLimits.exceeded(limits, resources.nodes(), wallTime)
          .or(
              () ->
                  Capacity.of(nodes.apply(resources.nodes()), ofSite)
                      .neverRuns(resources, wallTime));
    }
  }

  private final List<Source> sources;
  private final Map<String, Integer> ofSite;

  /**
   * Creates the capacity.
   *
   * @param sources the queues; empty when they are not known
   * @param ofSite the site's resources that belong to no node, by name
   */
  public AllocationCapacity(List<Source> sources, Map<String, Integer> ofSite) {
    this.sources = List.copyOf(sources);
    this.ofSite = Map.copyOf(ofSite);
  }

  @Override
  public Optional<String> neverRuns(Resources resources, Duration wallTime) {
    if (sources.isEmpty()) {
      return Capacity.of(List.of(), ofSite).neverRuns(resources, wallTime);
    }
    List<String> reasons = new ArrayList<>();
    for (Source source : sources) {
      Optional<String> reason = source.neverRuns(resources, wallTime, ofSite);
      if (reason.isEmpty()) {
        return reason;
      }
      reasons.add(source.limits().name() + ": " + reason.get());
    }
    return (sources.size() == 1 ? sources.get(0) : together())
        .neverRuns(resources, wallTime, ofSite)
        .or(() -> Optional.of("fits no queue: " + listed(reasons)));
  }

  /** Returns one queue with the largest of all limits and the nodes of all. */
  private Source together() {
    SiteView.Queue limits =
        new SiteView.Queue(
            "",
            most(SiteView.Queue::maxNodes),
            most(SiteView.Queue::maxWallMinutes),
            most(SiteView.Queue::maxQueued));
    return new Source(
        limits,
        wanted -> {
          List<List<Node>> all = sources.stream().map(one -> one.nodes().apply(wanted)).toList();
          return all.stream().anyMatch(List::isEmpty)
              ? List.of()
              : all.stream().flatMap(List::stream).distinct().toList();
        });
  }

  private int most(ToIntFunction<SiteView.Queue> limit) {
    return sources.stream().map(Source::limits).mapToInt(limit).max().orElseThrow();
  }

  private static String listed(List<String> reasons) {
    String shown = reasons.stream().limit(NAMED).collect(Collectors.joining("; "));
    return reasons.size() > NAMED ? shown + "; …" : shown;
  }
}
