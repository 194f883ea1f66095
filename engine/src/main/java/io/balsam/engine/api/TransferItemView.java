package io.balsam.engine.api;

import io.balsam.engine.domain.TransferSlot.Direction;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * File or directory that a job has moved.
 *
 * @param id unique in the store
 * @param slot name of the app's slot that it fills or empties
 * @param location name of the location; empty for a path of this machine
 * @param remotePath path at the location
 * @param localPath path relative to the job's workdir; a pattern until the job has run
 * @param recursive whether it is a directory
 * @param way name of the transfer that moves or moved it; empty when none has been chosen
 * @param task the way's id of the task, after its name and a colon; empty when there was none
 * @param bytes size; 0 until it has arrived
 * @param files number of files; 0 until it has arrived
 * @param attempts number of tasks that it was part of
 * @param error why it has not arrived, last time; empty when nothing went wrong
 * @param estimate time that its last task was expected to take; null before, and for what stays on
 *     this machine
 * @param choice times that were compared to choose the way, for people; empty before
 * @param created time at which the job was submitted, or the file was found
 * @param started time at which the last task was submitted; null before
 * @param ended time of its end; null before, and when its job ended first
 */
public record TransferItemView(
    long id,
    long job,
    String slot,
    Direction direction,
    String location,
    String remotePath,
    String localPath,
    boolean recursive,
    TransferItemState state,
    String way,
    String task,
    long bytes,
    long files,
    int attempts,
    String error,
    @Nullable Duration estimate,
    String choice,
    Instant created,
    @Nullable Instant started,
    @Nullable Instant ended) {}
