package io.balsam.engine.core;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRecordDraft;
import io.balsam.engine.store.JobRow;
import java.util.Map;
import java.util.OptionalLong;

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

  private static JobRow with(JobRow row, Resources resources) {
    JobRowDraft draft = new JobRowDraft(row);
    draft.resources = resources;
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
    return new JobRecordDraft(row).record();
  }

  /** Returns the record after a change, as the store has it. */
  static JobRecord after(JobRecord old, Change change) {
    JobRecordDraft to = new JobRecordDraft(old);
    if (change instanceof Change.State state) {
      to.row = in(old.row(), state.state());
      to.attempts = state.attempts();
      to.restartAt = state.restartAt();
    } else if (change instanceof Change.Data data) {
      to.row = with(old.row(), data.data());
    } else if (change instanceof Change.Nodes nodes) {
      to.row = with(old.row(), nodes.resources());
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
}
