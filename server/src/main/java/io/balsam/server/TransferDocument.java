package io.balsam.server;

import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.domain.TransferSlot.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * File or directory that a job has moved, as programs read it: over HTTP and with {@code --json}.
 * Names and values are the reference's where it has them.
 *
 * @param id unique in the store
 * @param slot name of the app's slot
 * @param direction {@code in} or {@code out}
 * @param locationAlias name of the location; empty for a path of this machine
 * @param remotePath path at the location
 * @param localPath path relative to the job's workdir; a pattern until the job has run
 * @param recursive whether it is a directory
 * @param state as {@code awaiting_job}
 * @param via name of the transfer that moves or moved it; empty when none has been chosen
 * @param taskId the transfer's name and its id of the task, as {@code globus:7c1e…}; empty when
 *     there was none
 * @param bytes size; 0 until it has arrived
 * @param files number of files; 0 until it has arrived
 * @param attempts number of tasks that it was part of
 * @param error why it has not arrived, last time; empty when nothing went wrong
 * @param estimateSeconds seconds that its last task was expected to take; null before, and for what
 *     stays on this machine
 * @param choice times that were compared to choose the way, for people; empty before
 * @param created time at which the job was submitted, or the file was found
 * @param started time at which the last task was submitted; null before
 * @param ended time of its end; null before, and when its job ended first
 */
public record TransferDocument(
    long id,
    long jobId,
    String slot,
    String direction,
    String locationAlias,
    String remotePath,
    String localPath,
    boolean recursive,
    String state,
    String via,
    String taskId,
    long bytes,
    long files,
    int attempts,
    String error,
    @Nullable Double estimateSeconds,
    String choice,
    Instant created,
    @Nullable Instant started,
    @Nullable Instant ended) {

  /** Creates the document of an item. */
  public static TransferDocument of(TransferItemView item) {
    return new TransferDocument(
        item.id(),
        item.job(),
        item.slot(),
        word(item.direction()),
        item.location(),
        item.remotePath(),
        item.localPath(),
        item.recursive(),
        word(item.state()),
        item.way(),
        item.task(),
        item.bytes(),
        item.files(),
        item.attempts(),
        item.error(),
        item.estimate() == null ? null : item.estimate().toNanos() / 1e9,
        item.choice(),
        item.created(),
        item.started(),
        item.ended());
  }

  /** Returns the item that it describes. */
  TransferItemView item() {
    return new TransferItemView(
        id,
        jobId,
        slot,
        Direction.valueOf(direction.toUpperCase(Locale.ROOT)),
        locationAlias,
        remotePath,
        localPath,
        recursive,
        TransferItemState.valueOf(state.toUpperCase(Locale.ROOT)),
        via,
        taskId,
        bytes,
        files,
        attempts,
        error,
        estimateSeconds == null ? null : Duration.ofNanos(Math.round(estimateSeconds * 1e9)),
        choice,
        created,
        started,
        ended);
  }

  /** Returns the word for a state or direction, as {@code awaiting_job}. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
