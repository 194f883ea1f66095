package io.balsam.engine.dispatch.lease;

import io.balsam.engine.domain.Resources;
import io.balsam.engine.packing.JobTime;
import io.balsam.engine.packing.NodeSize;
import io.balsam.spi.Backlog;
import io.balsam.spi.Demand;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sums up the work of a site. On the event loop's thread only. */
public final class SiteBacklog {

  private final RunnableQueues waiting;
  private final LeaseTable leases;
  private final SessionRegistry sessions;

  /** Size of the largest node that launchers had; before any came, of this host. */
  private NodeSize largest = new NodeSize(Runtime.getRuntime().availableProcessors(), 0, 0);

  /** Whether a launcher has reported a node. */
  private boolean nodeIsKnown;

  public SiteBacklog(RunnableQueues waiting, LeaseTable leases, SessionRegistry sessions) {
    this.waiting = waiting;
    this.leases = leases;
    this.sessions = sessions;
  }

  private record JobNeed(Resources resources, JobTime time) {

    Demand demand(long jobs, double nodesEach) {
      return new Demand(
          jobs,
          resources.nodes(),
          resources.multiNode() ? 1 : resources.nodeShare(),
          resources.coresPerNode(),
          resources.gpusPerNode(),
          resources.memory(),
          resources.named(),
          time.declared() ? time.atMost() : Duration.ZERO,
          nodesEach,
          time.declared() ? Duration.ZERO : time.atMost(),
          resources.ranksPerNode());
    }
  }

  private static final class Sum {
    long jobs;
    double nodes;
  }

  /**
   * Returns the sum.
   *
   * @param tags only jobs with all of these
   * @param node what a node of the site has; empty when only launchers know it
   */
  public Backlog of(Map<String, String> tags, Optional<NodeSize> node) {
    node.or(this::reported)
        .ifPresent(
            one -> {
              nodeIsKnown = true;
              largest = one;
            });
    Sum runnable = new Sum();
    Map<JobNeed, Long> needs = new HashMap<>();
    waiting.eachRequest(
        tags,
        (resources, time, jobs) -> {
          add(runnable, resources, jobs);
          needs.merge(new JobNeed(resources, time), (long) jobs, Long::sum);
        });
    Sum running = new Sum();
    List<Lease> begun = leases.all().stream().filter(lease -> lease.begun).toList();
    Set<Long> tagged = waiting.having(begun.stream().map(lease -> lease.id).toList(), tags);
    begun.stream()
        .filter(lease -> tagged.contains(lease.id))
        .forEach(lease -> add(running, lease.resources, 1));
    return new Backlog(runnable.jobs, runnable.nodes, running.jobs, running.nodes, demand(needs));
  }

  private Optional<NodeSize> reported() {
    return sessions.open().stream()
        .flatMap(session -> session.opening().nodes().stream())
        .map(NodeSize::of)
        .max(Comparator.comparingInt(NodeSize::cores))
        .filter(one -> !nodeIsKnown || one.cores() >= largest.cores());
  }

  private List<Demand> demand(Map<JobNeed, Long> needs) {
    return needs.entrySet().stream()
        .map(need -> need.getKey().demand(need.getValue(), nodes(need.getKey().resources())))
        .sorted(Comparator.comparingLong(Demand::jobs).reversed())
        .toList();
  }

  private void add(Sum sum, Resources resources, int jobs) {
    sum.jobs += jobs;
    sum.nodes += jobs * nodes(resources);
  }

  private double nodes(Resources resources) {
    if (resources.multiNode()) {
      return resources.nodes();
    }
    double share =
        largest.share(resources.coresPerNode(), resources.gpusPerNode(), resources.memory());
    return Math.max(resources.nodeShare(), share);
  }
}
