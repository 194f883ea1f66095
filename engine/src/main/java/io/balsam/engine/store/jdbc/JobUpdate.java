package io.balsam.engine.store.jdbc;

import io.balsam.engine.store.Change;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All changes of one job's row in one commit, as one statement. */
final class JobUpdate {

  private static final int STATE = 1;

  private final long job;
  private Change.@Nullable State state;
  private Change.@Nullable Began began;
  private Change.@Nullable Ended ended;
  private Change.@Nullable Result result;

  JobUpdate(long job) {
    this.job = job;
  }

  /** Adds a change, if it is one of this row. */
  void take(Change change) {
    if (change instanceof Change.State s) {
      state = s;
    } else if (change instanceof Change.Began b) {
      began = b;
    } else if (change instanceof Change.Ended e) {
      ended = e;
    } else if (change instanceof Change.Result r) {
      result = r;
    }
  }

  /** Returns the set of changed columns as bits. Updates of one shape share a statement. */
  int shape() {
    return (state == null ? 0 : STATE)
        | (began == null ? 0 : 2)
        | (ended == null ? 0 : 4)
        | (result == null ? 0 : 8);
  }

  /** Returns whether this is the same update as {@code before}, but of the next job. */
  boolean follows(JobUpdate before) {
    return job == before.job + 1
        && state != null
        && before.state != null
        && state.state() == before.state.state()
        && state.attempts() == before.state.attempts()
        && shape() == STATE
        && before.shape() == STATE
        && state.restartAt() == null
        && before.state.restartAt() == null;
  }

  /** Returns the statement for updates of this shape. */
  String sql() {
    return set() + " where id = ?";
  }

  /** Returns the same statement for jobs with consecutive numbers. */
  String sqlOfMany() {
    return set() + " where id between ? and ?";
  }

  private String set() {
    List<String> parts = new ArrayList<>();
    if (state != null) {
      parts.add("state = ?, attempts = ?, restart_at = ?");
    }
    if (began != null) {
      parts.add("began = ?, node = ?, batch_job = ?");
    }
    if (ended != null) {
      parts.add("ended = ?, exit_code = ?, signal = ?, cpu = ?, peak_kib = ?");
    } else if (began != null) {
      // The begin of an attempt clears the end of the one before.
      parts.add("ended = null, exit_code = null, signal = 0, cpu = null, peak_kib = null");
    }
    if (result != null) {
      parts.add("result = ?, has_workdir = ?");
    }
    return "update job set " + String.join(", ", parts);
  }

  void bind(Values values) throws SQLException {
    bindSet(values);
    values.add(job);
  }

  void bindMany(Values values, int jobs) throws SQLException {
    bindSet(values);
    values.add(job).add(job + jobs - 1);
  }

  private void bindSet(Values values) throws SQLException {
    if (state != null) {
      values.add(state.state()).add(state.attempts()).add(ColumnCodec.micros(state.restartAt()));
    }
    if (began != null) {
      values
          .add(ColumnCodec.micros(began.at()))
          .add(began.node())
          .add(ColumnCodec.number(began.batchJob()));
    }
    if (ended != null) {
      values
          .add(ColumnCodec.micros(ended.at()))
          .add(ended.exitCode())
          .add(ended.signal())
          .add(ColumnCodec.micros(ended.cpu()))
          .add(ColumnCodec.number(ended.peakKib()));
    }
    if (result != null) {
      values
          .add(result.value() == null ? null : ColumnCodec.json(result.value()))
          .add(result.hasWorkdir());
    }
  }

  @Override
  public String toString() {
    return "job " + job;
  }
}
