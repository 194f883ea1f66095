package io.balsam.engine.api;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Counts items that jobs move, without reading many of them. */
public final class TransferCounts {

  private static final int READ_ALL = 1_000;

  private TransferCounts() {}

  /** Returns the number of items that match. */
  public static long all(Balsam balsam, TransferFilter filter) {
    return balsam.transfers(filter.limited(1, 0)).count();
  }

  /** Returns the number of items that match in each state; states without items are left out. */
  public static Map<TransferItemState, Long> byState(Balsam balsam, TransferFilter filter) {
    Map<TransferItemState, Long> counts = new EnumMap<>(TransferItemState.class);
    Page<TransferItemView> first = balsam.transfers(filter.limited(READ_ALL, 0));
    if (first.count() <= first.results().size()) {
      first.results().forEach(item -> counts.merge(item.state(), 1L, Long::sum));
      return counts;
    }
    for (TransferItemState state : TransferItemState.values()) {
      long count = all(balsam, filter.withStates(Set.of(state)));
      if (count > 0) {
        counts.put(state, count);
      }
    }
    return counts;
  }
}
