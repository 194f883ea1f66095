package io.balsam.engine.store.jdbc;

import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.domain.ParentKind;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRecordDraft;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Assembles jobs from their tables. Plain JDBC: an engine reads every waiting job this way,
 * thousands a second.
 */
final class JobReader {

  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};
  private static final TypeReference<Object> ANY = new TypeReference<>() {};

  private static final String JOBS =
      """
      id, run, shape, state, created, result, data, attempts, restart_at, began, ended, node,
        batch_job, exit_code, signal, cpu, peak_kib, has_workdir, input_digest
      from job""";

  /** Consumer of one row. */
  @FunctionalInterface
  private interface Sink {
    void take(Columns row) throws SQLException;
  }

  private final Connection connection;
  private final RowContext reading;
  private final List<Long> ids;
  private final boolean dense;

  private final Map<Long, Detail> details = new HashMap<>();
  private final Map<Long, Map<String, String>> tags = new HashMap<>();
  private final Map<Long, List<JobRow.Parent>> parents = new HashMap<>();
  private final Map<Long, Long> makers = new HashMap<>();
  private final Map<Long, Long> failed = new HashMap<>();
  private final Map<Long, Long> retriedBy = new HashMap<>();

  /**
   * Prepares to read jobs.
   *
   * @param ids not empty, ascending, few enough for one array
   */
  JobReader(Connection connection, RowContext reading, List<Long> ids) {
    this.connection = connection;
    this.reading = reading;
    this.ids = ids;
    // A range is found and read faster than as many single rows, even with some rows too many in
    // it.
    this.dense = ids.get(ids.size() - 1) - ids.get(0) < 2L * ids.size();
  }

  /** Reads the jobs by ascending id; unknown ones are left out. */
  void read(List<JobRecord> found) throws SQLException {
    each(
        "job, name, content from job_tag",
        "job",
        ", name",
        row ->
            tags.computeIfAbsent(row.number(), id -> new LinkedHashMap<>())
                .put(row.text(), row.text()));
    each(
        "child, parent, kind from edge",
        "child",
        ", place",
        row ->
            parents
                .computeIfAbsent(row.number(), id -> new ArrayList<>())
                .add(new JobRow.Parent(row.number(), ParentKind.valueOf(row.text()))));
    each("job, maker from made_by", "job", "", row -> makers.put(row.number(), row.number()));
    each("job, failed from retry_of", "job", "", row -> failed.put(row.number(), row.number()));
    each(
        "failed, job from retry_of",
        "failed",
        ", job",
        row -> retriedBy.put(row.number(), row.number()));
    new DetailReader(connection, reading.paths()).each(ids, details::put);
    each(JOBS, "id", "", row -> record(row, found));
  }

  private void each(String what, String key, String then, Sink sink) throws SQLException {
    try (PreparedStatement query = prepare(what, key, then);
        var rows = query.executeQuery()) {
      Columns row = new Columns(rows);
      while (row.next()) {
        sink.take(row);
      }
    }
  }

  private PreparedStatement prepare(String what, String key, String then) throws SQLException {
    String which = dense ? " between ? and ?" : " = any(?)";
    PreparedStatement query =
        connection.prepareStatement(
            "select " + what + " where " + key + which + " order by " + key + then);
    if (dense) {
      query.setLong(1, ids.get(0));
      query.setLong(2, ids.get(ids.size() - 1));
    } else {
      query.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
    }
    return query;
  }

  private void record(Columns job, List<JobRecord> found) throws SQLException {
    long id = job.number();
    Detail detail = details.get(id);
    if (detail == null) {
      if (Collections.binarySearch(ids, id) < 0) {
        // This job is in the range but was not asked for.
        return;
      }
      detail = Detail.damaged("its details are missing");
    }
    long run = job.number();
    Shape shape = reading.shapes().shape(connection, job.integer());
    String stateText = job.text();
    Instant created = job.time();
    String resultText = job.textOrNull();
    String dataText = job.textOrNull();
    Map<String, Object> parameters = detail.parameters();
    Object result = null;
    Map<String, Object> data = detail.data();
    try {
      result = resultText == null ? null : ColumnCodec.parsed(resultText, ANY);
      data = dataText == null ? data : ColumnCodec.parsed(dataText, VALUES);
    } catch (StoreException e) {
      // A job that cannot be read must not hide the others.
      parameters = new LinkedHashMap<>(parameters);
      parameters.put(JobRecord.DAMAGED, "its result or its data: " + e.getMessage());
    }
    if (JobStates.known(stateText) == null) {
      parameters = new LinkedHashMap<>(parameters);
      parameters.put(JobRecord.DAMAGED, "its state is '" + stateText + "'");
    }
    JobRow row =
        new JobRow(
            id,
            run,
            shape.app(),
            JobStates.read(stateText),
            detail.workdir(),
            parameters,
            detail.environment(),
            tags.getOrDefault(id, Map.of()),
            data,
            shape.resources(),
            shape.wallTime(),
            shape.priority(),
            detail.launchParams(),
            parents.getOrDefault(id, List.of()),
            detail.inputs(),
            detail.transfers(),
            created,
            detail.declaredAt(),
            detail.reuseKey(),
            detail.reusedFrom(),
            of(makers.get(id)),
            of(failed.get(id)));
    JobRecordDraft record = new JobRecordDraft(row);
    record.result = result;
    record.attempts = job.integer();
    record.restartAt = job.timeOrNull();
    record.began = job.timeOrNull();
    record.ended = job.timeOrNull();
    record.node = job.text();
    record.batchJob = job.numberIfAny();
    record.exitCode = job.integerOrNull();
    record.signal = job.integer();
    record.cpu = job.durationOrNull();
    record.peakKib = job.numberIfAny();
    record.hasWorkdir = job.flag();
    record.inputDigest = job.text();
    record.retriedBy = of(retriedBy.get(id));
    found.add(record.record());
  }

  private static OptionalLong of(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
