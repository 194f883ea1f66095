package io.balsam.engine.store;

import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.api.TransferItemView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Item of a job's transfers, with what is needed to submit its task again.
 *
 * @param item what users see
 * @param checksum whether its content is compared with the source
 * @param task the one that it is or was last part of; null before the first
 * @param position its place among the items of the task
 * @param stored whether the store has it
 */
public record TransferRow(
    TransferItemView item,
    boolean checksum,
    @Nullable TransferTaskRow task,
    int position,
    boolean stored) {

  public long id() {
    return item.id();
  }

  public long job() {
    return item.job();
  }

  /** Returns the id of the submission that it is or was last part of; empty before the first. */
  public String submission() {
    return task == null ? "" : task.submission();
  }

  /** Returns the row as the store will have it. */
  public TransferRow asStored() {
    return stored ? this : new TransferRow(item, checksum, task, position, true);
  }

  /** Returns the row as part of a task that is about to be submitted. */
  public TransferRow submitted(TransferTaskRow newTask, int newPosition) {
    TransferItemView now =
        view(TransferItemState.ACTIVE, newTask.way(), newTask, 0, 0, item.attempts() + 1, "", null);
    return new TransferRow(now, checksum, newTask, newPosition, stored);
  }

  /** Returns the row with its task, to which the transfer has given an id. */
  public TransferRow identified(TransferTaskRow known) {
    TransferItemView now =
        view(
            item.state(),
            item.way(),
            known,
            item.bytes(),
            item.files(),
            item.attempts(),
            item.error(),
            item.ended());
    return new TransferRow(now, checksum, known, position, stored);
  }

  /** Returns the row in another state that is not final. */
  public TransferRow in(TransferItemState state, String error) {
    return with(view(state, item.way(), task, 0, 0, item.attempts(), error, null));
  }

  /** Returns the row of an item that does not arrive. */
  public TransferRow failed(String error, Instant at) {
    return with(view(TransferItemState.ERROR, item.way(), task, 0, 0, item.attempts(), error, at));
  }

  /** Returns the row of an item that has arrived. */
  public TransferRow arrived(String way, long bytes, long files, Instant at) {
    int attempts = Math.max(1, item.attempts());
    return with(view(TransferItemState.DONE, way, task, bytes, files, attempts, "", at));
  }

  /** Returns the row with the paths that a pattern has turned out to mean. */
  public TransferRow named(String remotePath, String localPath) {
    return with(
        new TransferItemView(
            item.id(),
            item.job(),
            item.slot(),
            item.direction(),
            item.location(),
            remotePath,
            localPath,
            item.recursive(),
            item.state(),
            item.way(),
            item.task(),
            item.bytes(),
            item.files(),
            item.attempts(),
            item.error(),
            item.estimate(),
            item.choice(),
            item.created(),
            item.started(),
            item.ended()));
  }

  private TransferRow with(TransferItemView now) {
    return new TransferRow(now, checksum, task, position, stored);
  }

  private TransferItemView view(
      TransferItemState state,
      String way,
      @Nullable TransferTaskRow of,
      long bytes,
      long files,
      int attempts,
      String error,
      @Nullable Instant ended) {
    return new TransferItemView(
        item.id(),
        item.job(),
        item.slot(),
        item.direction(),
        item.location(),
        item.remotePath(),
        item.localPath(),
        item.recursive(),
        state,
        way,
        of == null ? "" : of.name(),
        bytes,
        files,
        attempts,
        error,
        of == null ? null : of.estimate(),
        of == null ? "" : of.choice(),
        item.created(),
        of == null ? null : of.started(),
        ended);
  }
}
