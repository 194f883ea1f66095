package io.balsam.engine.store;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A record under construction; its fields mean what those of {@link JobRecord} mean. */
public final class JobRecordDraft {

  public JobRow row;
  public int attempts;
  public @Nullable Instant restartAt;
  public @Nullable Instant began;
  public @Nullable Instant ended;
  public String node = "";
  public OptionalLong batchJob = OptionalLong.empty();
  public @Nullable Integer exitCode;
  public int signal;
  public @Nullable Duration cpu;
  public OptionalLong peakKib = OptionalLong.empty();
  public @Nullable Object result;
  public boolean hasWorkdir = true;
  public String inputDigest = "";
  public OptionalLong retriedBy = OptionalLong.empty();

  /** Begins with the record of a job just created. */
  public JobRecordDraft(JobRow row) {
    this.row = row;
  }

  /** Begins with a copy of another record. */
  public JobRecordDraft(JobRecord old) {
    row = old.row();
    attempts = old.attempts();
    restartAt = old.restartAt();
    began = old.began();
    ended = old.ended();
    node = old.node();
    batchJob = old.batchJob();
    exitCode = old.exitCode();
    signal = old.signal();
    cpu = old.cpu();
    peakKib = old.peakKib();
    result = old.result();
    hasWorkdir = old.hasWorkdir();
    inputDigest = old.inputDigest();
    retriedBy = old.retriedBy();
  }

  public JobRecord record() {
    return new JobRecord(
        row,
        attempts,
        restartAt,
        began,
        ended,
        node,
        batchJob,
        exitCode,
        signal,
        cpu,
        peakKib,
        result,
        hasWorkdir,
        inputDigest,
        retriedBy);
  }
}
