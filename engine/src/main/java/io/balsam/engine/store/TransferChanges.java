package io.balsam.engine.store;

import io.balsam.engine.domain.TransferSlot.Direction;
import java.time.Instant;
import java.util.List;

/**
 * Items of transfers that one transaction writes.
 *
 * @param created new rows
 * @param changed rows that replace earlier ones, in the order of the changes
 * @param gaveUp jobs whose open items do not arrive
 */
public record TransferChanges(
    List<TransferRow> created, List<TransferRow> changed, List<GaveUp> gaveUp) {

  /**
   * End of all open items of a job in one direction.
   *
   * @param error why they do not arrive
   */
  public record GaveUp(long job, Direction direction, String error, Instant at) {}

  /** No changes. */
  public static final TransferChanges NONE = new TransferChanges(List.of(), List.of(), List.of());

  public boolean isEmpty() {
    return created.isEmpty() && changed.isEmpty() && gaveUp.isEmpty();
  }
}
