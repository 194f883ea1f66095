package io.balsam.engine.packing;

import java.util.Comparator;

/**
 * Order of waiting jobs: the claim that compares as less is served first. Jobs with equal claims
 * come by wall time, the longer first, and then by age. They are kept together, so claims that are
 * equal must remain so; the order of others may change, see {@link RunQueue#reorder}.
 */
@FunctionalInterface
public interface RankPolicy extends Comparator<RankPolicy.Claim> {

  /** Serves higher priorities first, whoever the owner is. */
  RankPolicy PRIORITY = (one, other) -> Integer.compare(other.priority(), one.priority());

  /**
   * Claim of a job to be served.
   *
   * @param priority as declared; higher ones matter more
   * @param owner name of the principal who submitted its run
   */
  record Claim(int priority, String owner) {}
}
