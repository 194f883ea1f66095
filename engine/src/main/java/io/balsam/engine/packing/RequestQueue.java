package io.balsam.engine.packing;

import io.balsam.engine.domain.Resources;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The waiting jobs of one request for resources, by rank. */
final class RequestQueue {

  /** Rank of a job within its queue: by the policy, then the longer one. */
  record Rank(RankPolicy.Claim claim, JobTime time) {

    static Comparator<Rank> order(RankPolicy policy) {
      return (one, other) -> {
        int claims = policy.compare(one.claim, other.claim);
        int times = claims == 0 ? other.time.atMost().compareTo(one.time.atMost()) : claims;
        return times == 0 ? Boolean.compare(other.time.declared(), one.time.declared()) : times;
      };
    }
  }

  /**
   * Jobs of one queue and one rank; some in the heap may have been removed from the queue since.
   */
  static final class Group implements Comparable<Group> {
    final RequestQueue line;
    final Rank rank;
    final int number;
    final JobHeap jobs = new JobHeap();
    int waiting;

    Group(RequestQueue line, Rank rank, int number) {
      this.line = line;
      this.rank = rank;
      this.number = number;
    }

    /** Compares ranks, the better one first, then by the oldest job. */
    @Override
    public int compareTo(Group other) {
      int ranks = line.order.compare(rank, other.rank);
      return ranks == 0 ? Long.compare(jobs.first(), other.jobs.first()) : ranks;
    }
  }

  final Resources resources;

  /** Number of nodes, or of cores when the request is for a part of one. */
  final int size;

  final long gpuParts;
  private final Comparator<Rank> order;
  private TreeMap<Rank, Group> groups;

  /** The best group, where every search begins; null when the queue is empty. */
  private @Nullable Group first;

  /** Number of other jobs placed since one of this queue was, while this queue could not move. */
  long overtaken;

  RequestQueue(Resources resources, Comparator<Rank> order) {
    this.resources = resources;
    this.order = order;
    groups = new TreeMap<>(order);
    size = resources.multiNode() ? resources.nodes() : resources.coresPerNode();
    gpuParts = FreeGpus.parts(resources);
  }

  Collection<Group> groups() {
    return groups.values();
  }

  @Nullable Group group(Rank rank) {
    return groups.get(rank);
  }

  void add(Group group) {
    groups.put(group.rank, group);
    first = groups.firstEntry().getValue();
  }

  /** Sorts the groups again, after the order of claims has changed. */
  void reorder() {
    TreeMap<Rank, Group> sorted = new TreeMap<>(order);
    groups.values().forEach(group -> sorted.put(group.rank, group));
    groups = sorted;
    first = sorted.isEmpty() ? null : sorted.firstEntry().getValue();
  }

  void remove(Group group) {
    groups.remove(group.rank);
    first = groups.isEmpty() ? null : groups.firstEntry().getValue();
  }

  /** Returns the best group whose jobs may start in the time left; null when none may. */
  @Nullable Group best(JobTime.Left left) {
    if (first == null || left.takes(first.rank.time())) {
      return first;
    }
    Map.Entry<Rank, Group> entry = groups.firstEntry();
    while (entry != null && !left.takes(entry.getKey().time())) {
      // Where longer ones may start too, each has to be looked at; the others are skipped.
      entry =
          left.fresh()
              ? groups.higherEntry(entry.getKey())
              : groups.ceilingEntry(
                  new Rank(entry.getKey().claim(), JobTime.declared(left.time())));
    }
    return entry == null ? null : entry.getValue();
  }
}
