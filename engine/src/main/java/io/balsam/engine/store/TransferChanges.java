package io.balsam.engine.store;

import io.balsam.engine.domain.TransferSlot.Direction;
import java.time.Instant;
import java.util.List;

/**
 * Items of transfers that one transaction writes, in this order.
 *
 * @param begun new tasks
 * @param created new items
 * @param named items whose paths have become known
 * @param submitted items that have become part of a task
 * @param identified tasks to which their transfers have given an id
 * @param changed items in new states
 * @param gaveUp jobs whose open items do not arrive
 */
public record TransferChanges(
    List<Begun> begun,
    List<Placed> created,
    List<TransferRow> named,
    List<Placed> submitted,
    List<TransferTaskRow> identified,
    List<TransferRow> changed,
    List<GaveUp> gaveUp) {

  /** New task with the id of its row. */
  public record Begun(long id, TransferTaskRow task) {}

  /**
   * Item in its task.
   *
   * @param task id of the task's row; 0 for none
   */
  public record Placed(TransferRow row, long task) {}

  /**
   * End of all open items of a job in one direction.
   *
   * @param error why they do not arrive
   */
  public record GaveUp(long job, Direction direction, String error, Instant at) {}

  /** No changes. */
  public static final TransferChanges NONE =
      new TransferChanges(
          List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  public boolean isEmpty() {
    return begun.isEmpty()
        && created.isEmpty()
        && named.isEmpty()
        && submitted.isEmpty()
        && identified.isEmpty()
        && changed.isEmpty()
        && gaveUp.isEmpty();
  }
}
