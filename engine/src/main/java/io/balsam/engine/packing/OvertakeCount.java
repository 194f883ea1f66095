package io.balsam.engine.packing;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the jobs placed in one pass, by claim. */
final class OvertakeCount {

  private final RankPolicy policy;

  /** Numbers by claim, those served first at the beginning. */
  private final TreeMap<RankPolicy.Claim, Integer> placed;

  private RankPolicy.@Nullable Claim best;
  private int all;

  OvertakeCount(RankPolicy policy) {
    this.policy = policy;
    placed = new TreeMap<>(policy);
  }

  void add(RankPolicy.Claim claim) {
    placed.merge(claim, 1, Integer::sum);
    all++;
    if (best == null || policy.compare(claim, best) < 0) {
      best = claim;
    }
  }

  boolean any() {
    return all > 0;
  }

  int all() {
    return all;
  }

  /** Returns the number of those that are not served before this claim. */
  int notAbove(RankPolicy.Claim claim) {
    // Nearly always all claims are equal.
    return best == null || policy.compare(claim, best) <= 0
        ? all
        : placed.tailMap(claim, true).values().stream().mapToInt(Integer::intValue).sum();
  }
}
