package io.balsam.engine.dispatch.lease;

import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.packing.JobTime;
import io.balsam.engine.packing.NodePool;
import io.balsam.engine.packing.SiteResources;
import io.balsam.spi.JobMode;
import io.balsam.spi.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Capacity of a launcher: its nodes and which jobs may run there. Used by one thread. */
public final class LauncherCapacity {

  /** Part of an allocation's time in which it counts as fresh. */
  private static final int FRESH = 10;

  private final List<Node> nodes;
  private final JobMode mode;
  private final boolean ahead;
  private final Map<String, String> tags;
  private final @Nullable Instant ends;
  private final Instant freshUntil;
  private final NodePool pool;
  private final RestingNodes rests;
  private final SiteResources site;
  private long returns;
  private final Map<Resources, Optional<String>> never = new HashMap<>();

  /** Number of jobs that hold each placement: one runs there, the others follow it. */
  private final Map<Placement, Integer> holders = new HashMap<>();

  /**
   * Creates the capacity of a launcher.
   *
   * @param opened time when its session began
   */
  public LauncherCapacity(OpenSession opening, Instant opened, SiteResources site) {
    this.site = site;
    nodes = opening.nodes();
    mode = opening.mode();
    ahead = opening.cache() > 0;
    tags = opening.tags();
    ends = opening.ends();
    freshUntil =
        ends == null ? Instant.MAX : opened.plus(Duration.between(opened, ends).dividedBy(FRESH));
    pool = new NodePool(nodes, opening.sharesNodes(), opening.cache(), site);
    rests = new RestingNodes(nodes, pool);
  }

  RestingNodes rests() {
    return rests;
  }

  /** Returns whether its launcher holds jobs that wait there for the end of others. */
  boolean ahead() {
    return ahead;
  }

  public NodePool pool() {
    return pool;
  }

  /**
   * Returns whether more of the site's resources are free than at the last call, because of jobs
   * that ended anywhere.
   */
  boolean siteHasMore() {
    boolean more = returns != site.returns();
    returns = site.returns();
    return more;
  }

  /** Counts another job on a placement that was reserved for this kind of job. */
  void acquire(Placement placement) {
    holders.merge(placement, 1, Integer::sum);
  }

  /** Reserves the placement of a job found in the store again. */
  void reacquire(Placement placement, Resources resources) {
    if (!holders.containsKey(placement)) {
      pool.occupy(placement, resources);
    }
    acquire(placement);
  }

  /**
   * Releases a job's hold on its placement, whose nodes are free when it was the last one there.
   */
  void release(Placement placement, Resources resources) {
    Integer left = holders.merge(placement, -1, (one, less) -> one + less == 0 ? null : one + less);
    if (left == null) {
      pool.release(placement, resources);
    }
  }

  public Map<String, String> tags() {
    return tags;
  }

  boolean allows(Resources wanted) {
    return never(wanted).isEmpty();
  }

  /** Returns why such a job can never run there, tags and time aside; empty when it can. */
  public Optional<String> never(Resources wanted) {
    return never.computeIfAbsent(wanted, this::findOut);
  }

  private Optional<String> findOut(Resources wanted) {
    if (mode == JobMode.SERIAL && wanted.nodes() * wanted.ranksPerNode() > 1) {
      return Optional.of("is serial, which is for jobs of one node and one rank");
    }
    return pool.neverFits(wanted).map(why -> "is too small: it " + why);
  }

  /** Returns how long a job that starts now may take; empty when nothing may start any more. */
  public Optional<JobTime.Left> timeLeft(Instant now) {
    if (ends == null) {
      return Optional.of(JobTime.Left.ENDLESS);
    }
    boolean fresh = !now.isAfter(freshUntil);
    return ends.isAfter(now)
        ? Optional.of(new JobTime.Left(Duration.between(now, ends), fresh))
        : Optional.empty();
  }

  /** Returns a placement as it is sent to the launcher. */
  public Placement sent(Placement placement) {
    return ahead ? new Placement(placement.nodes(), List.of(), List.of()) : placement;
  }

  /** Returns the names of the nodes, separated by commas. */
  public String names(Placement placement) {
    return placement.nodes().stream()
        .map(i -> nodes.get(i).name())
        .collect(Collectors.joining(","));
  }

  public int cores() {
    return pool.cores();
  }
}
