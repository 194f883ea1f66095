package io.balsam.engine.store;

import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.api.TransferItemView;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Item of a job's transfers, with what is needed to submit its task again.
 *
 * @param item what users see
 * @param checksum whether its content is compared with the source
 * @param url where it lies or goes, for the transfer of its way; empty when none has been chosen
 * @param submission id of the submission that it is or was part of; empty before the first
 * @param position its place among the items of the submission
 * @param of number of items of the submission
 */
public record TransferRow(
    TransferItemView item, boolean checksum, String url, String submission, int position, int of) {

  /**
   * Way that was chosen for a task.
   *
   * @param way name of the transfer
   * @param estimate time that the task will take
   * @param why times that were compared, for people
   */
  public record Choice(String way, Duration estimate, String why) {}

  public long id() {
    return item.id();
  }

  public long job() {
    return item.job();
  }

  /** Returns the row as part of a task that is about to be submitted. */
  public TransferRow submitted(
      Choice choice, String newUrl, String newSubmission, int newPosition, int newOf, Instant at) {
    TransferItemView now =
        new TransferItemView(
            item.id(),
            item.job(),
            item.slot(),
            item.direction(),
            item.location(),
            item.remotePath(),
            item.localPath(),
            item.recursive(),
            TransferItemState.ACTIVE,
            choice.way(),
            "",
            0,
            0,
            item.attempts() + 1,
            "",
            choice.estimate(),
            choice.why(),
            item.created(),
            at,
            null);
    return new TransferRow(now, checksum, newUrl, newSubmission, newPosition, newOf);
  }

  /** Returns the row with the id that the way has given its task. */
  public TransferRow task(String id) {
    return notArrived(item.state(), item.way() + ":" + id, item.error(), null);
  }

  /** Returns the row in another state that is not final. */
  public TransferRow in(TransferItemState state, String error) {
    return notArrived(state, item.task(), error, null);
  }

  /** Returns the row of an item that does not arrive. */
  public TransferRow failed(String error, Instant at) {
    return notArrived(TransferItemState.ERROR, item.task(), error, at);
  }

  private TransferRow notArrived(
      TransferItemState state, String task, String error, @Nullable Instant ended) {
    return with(with(state, item.way(), task, 0, 0, item.attempts(), error, item.started(), ended));
  }

  /** Returns the row of an item that has arrived. */
  public TransferRow arrived(String way, long bytes, long files, Instant at) {
    return with(
        with(
            TransferItemState.DONE,
            way,
            item.task(),
            bytes,
            files,
            Math.max(1, item.attempts()),
            "",
            item.started(),
            at));
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
    return new TransferRow(now, checksum, url, submission, position, of);
  }

  private TransferItemView with(
      TransferItemState state,
      String way,
      String task,
      long bytes,
      long files,
      int attempts,
      String error,
      @Nullable Instant started,
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
        task,
        bytes,
        files,
        attempts,
        error,
        item.estimate(),
        item.choice(),
        item.created(),
        started,
        ended);
  }
}
