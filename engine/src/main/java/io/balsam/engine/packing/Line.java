package io.balsam.engine.packing;

import io.balsam.engine.domain.Resources;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The waiting jobs of one shape, by rank. */
final class Line {

  /** What two jobs of one line may differ in. Higher priority first, then longer wall time. */
  record Rank(int priority, long wallNanos) {
    static final Comparator<Rank> BEST_FIRST =
        Comparator.comparingInt(Rank::priority).thenComparingLong(Rank::wallNanos).reversed();
  }

  /** Jobs of one line and one rank; some in the heap may have been taken out of the queue since. */
  static final class Group {
    final Line line;
    final Rank rank;
    final int number;
    final JobHeap jobs = new JobHeap();
    int waiting;

    Group(Line line, Rank rank, int number) {
      this.line = line;
      this.rank = rank;
      this.number = number;
    }
  }

  final Resources resources;
  final TreeMap<Rank, Group> groups = new TreeMap<>(Rank.BEST_FIRST);

  /** How many others were placed since this line last moved, while it could not. */
  long overtaken;

  Line(Resources resources) {
    this.resources = resources;
  }

  /** The best group whose jobs take no longer than that; null when all take longer. */
  @Nullable Group best(long longest) {
    Map.Entry<Rank, Group> entry = groups.firstEntry();
    while (entry != null && entry.getKey().wallNanos() > longest) {
      entry = groups.ceilingEntry(new Rank(entry.getKey().priority(), longest));
    }
    return entry == null ? null : entry.getValue();
  }
}
