package io.balsam.views.report;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.domain.TransferSlot.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sum of what a run has moved in one direction by one transfer.
 *
 * @param via name of the transfer; empty for items for which none has been chosen
 * @param items number of items
 * @param arrived number of those that have arrived
 * @param files number of files in these
 * @param bytes their size
 * @param again tasks after each item's first
 * @param errors number of items that did not arrive
 */
record Moved(
    Direction direction,
    String via,
    long items,
    long arrived,
    long files,
    long bytes,
    long again,
    long errors) {
  private static final int PAGE = 20_000;

  private record Key(Direction direction, String via) {}

  /** Reads and adds up what the jobs of a run move; items themselves are not kept. */
  static List<Moved> of(Balsam balsam, long run) {
    Map<Key, Moved> sums = new HashMap<>();
    TransferFilter filter = TransferFilter.ALL.withRuns(List.of(run));
    int read = PAGE;
    for (long offset = 0; read == PAGE; offset += read) {
      List<TransferItemView> part = balsam.transfers(filter.limited(PAGE, offset)).results();
      for (TransferItemView item : part) {
        sums.merge(new Key(item.direction(), item.way()), one(item), Moved::plus);
      }
      read = part.size();
    }
    List<Moved> rows = new ArrayList<>(sums.values());
    rows.sort(Comparator.comparing(Moved::direction).thenComparing(Moved::via));
    return rows;
  }

  private static Moved one(TransferItemView item) {
    return new Moved(
        item.direction(),
        item.way(),
        1,
        item.state() == TransferItemState.DONE ? 1 : 0,
        item.files(),
        item.bytes(),
        Math.max(0, item.attempts() - 1),
        item.state() == TransferItemState.ERROR ? 1 : 0);
  }

  private Moved plus(Moved other) {
    return new Moved(
        direction,
        via,
        items + other.items,
        arrived + other.arrived,
        files + other.files,
        bytes + other.bytes,
        again + other.again,
        errors + other.errors);
  }
}
