package io.balsam.engine.core;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Copies rows with some of their values replaced. */
public final class JobRows {

  private JobRows() {}

  static JobRow in(JobRow row, JobState state) {
    if (row.state() == state) {
      return row;
    }
    JobRowDraft draft = new JobRowDraft(row);
    draft.state = state;
    return draft.row();
  }

  private static JobRow with(JobRow row, Map<String, Object> data) {
    JobRowDraft draft = new JobRowDraft(row);
    draft.data = data;
    return draft.row();
  }

  /** Returns the row of a job that takes over the workdir and data of an earlier one. */
  public static JobRow reusing(JobRow row, JobRow earlier) {
    JobRowDraft draft = new JobRowDraft(row);
    draft.workdir = earlier.workdir();
    draft.data = earlier.data();
    draft.reusedFrom = OptionalLong.of(earlier.id());
    return draft.row();
  }

  /** Returns the record of a job just created, as the store has it. */
  static JobRecord record(JobRow row) {
    return new JobRecord(
        row,
        0,
        null,
        null,
        null,
        "",
        OptionalLong.empty(),
        null,
        0,
        null,
        OptionalLong.empty(),
        null,
        true,
        "",
        OptionalLong.empty());
  }

  /** Returns the record after a change, as the store has it. */
  static JobRecord after(JobRecord old, Change change) {
    Fields to = new Fields(old);
    if (change instanceof Change.State state) {
      to.row = in(old.row(), state.state());
      to.attempts = state.attempts();
      to.restartAt = state.restartAt();
    } else if (change instanceof Change.Data data) {
      to.row = with(old.row(), data.data());
    } else if (change instanceof Change.Result result) {
      to.result = result.value();
      to.hasWorkdir = result.hasWorkdir();
    } else if (change instanceof Change.InputDigest input) {
      to.inputDigest = input.digest();
    } else if (change instanceof Change.Began began) {
      to.began = began.at();
      to.ended = null;
      to.node = began.node();
      to.batchJob = began.batchJob();
    } else if (change instanceof Change.Ended ended) {
      to.ended = ended.at();
      to.exitCode = ended.exitCode();
      to.signal = ended.signal();
      to.cpu = ended.cpu();
      to.peakKib = ended.peakKib();
    }
    return to.record();
  }

  private static final class Fields {
    JobRow row;
    int attempts;
    @Nullable Instant restartAt;
    @Nullable Instant began;
    @Nullable Instant ended;
    String node;
    OptionalLong batchJob;
    @Nullable Integer exitCode;
    int signal;
    @Nullable Duration cpu;
    OptionalLong peakKib;
    @Nullable Object result;
    boolean hasWorkdir;
    String inputDigest;
    final OptionalLong retriedBy;

    Fields(JobRecord old) {
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

    JobRecord record() {
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
}
