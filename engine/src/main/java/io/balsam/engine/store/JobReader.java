package io.balsam.engine.store;

import static io.balsam.engine.store.Cells.duration;
import static io.balsam.engine.store.Cells.json;
import static io.balsam.engine.store.Cells.number;
import static io.balsam.engine.store.Cells.text;
import static io.balsam.engine.store.Cells.time;

import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.domain.InputFiles;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.ParentKind;
import io.balsam.engine.domain.Resources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Puts jobs together from the tables they are kept in. */
final class JobReader {

  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<List<InputFiles>> INPUTS = new TypeReference<>() {};
  private static final TypeReference<Object> ANY = new TypeReference<>() {};

  private final Handle handle;
  private final Map<Long, Map<String, String>> tags = new HashMap<>();
  private final Map<Long, List<JobRow.Parent>> parents = new HashMap<>();

  JobReader(Handle handle) {
    this.handle = handle;
  }

  Map<Long, JobRecord> read(List<Long> ids) {
    each(
        "select job, name, content from job_tag where job = any(:ids) order by job, name",
        ids,
        row ->
            tags.computeIfAbsent(row.getLong(1), id -> new LinkedHashMap<>())
                .put(row.getString(2), row.getString(3)));
    each(
        "select child, parent, kind from edge where child = any(:ids) order by child, place",
        ids,
        row ->
            parents
                .computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                .add(new JobRow.Parent(row.getLong(2), ParentKind.valueOf(row.getString(3)))));
    Map<Long, JobRecord> records = new HashMap<>();
    each(JOBS, ids, row -> records.put(row.getLong("id"), record(row)));
    return records;
  }

  private static final String JOBS =
      """
      select j.*, d.*, made_by.maker, retry_of.failed,
        (select max(job) from retry_of where failed = j.id) as retried_by
      from job j
      join job_detail d on d.id = j.id
      left join made_by on made_by.job = j.id
      left join retry_of on retry_of.job = j.id
      where j.id = any(:ids)""";

  private void each(String sql, List<Long> ids, RowSink sink) {
    try (Query query = handle.createQuery(sql)) {
      RowSink.drain(query.bindArray("ids", Long.class, ids), sink);
    }
  }

  private JobRecord record(ResultSet row) throws SQLException {
    return new JobRecord(
        row(row),
        row.getInt("attempts"),
        time(row, "restart_at"),
        time(row, "began"),
        time(row, "ended"),
        text(row, "node"),
        number(row, "batch_job"),
        row.getObject("exit_code", Integer.class),
        row.getInt("signal"),
        duration(row, "cpu"),
        number(row, "peak_kib"),
        row.getString("result") == null ? null : json(row, "result", ANY, ""),
        row.getBoolean("has_workdir"),
        text(row, "input_digest"),
        number(row, "retried_by"));
  }

  private JobRow row(ResultSet row) throws SQLException {
    long id = row.getLong("id");
    return new JobRow(
        id,
        row.getLong("run"),
        row.getString("app"),
        JobState.valueOf(row.getString("state")),
        row.getString("workdir"),
        json(row, "parameters", VALUES, Map.of()),
        json(row, "environment", TEXTS, Map.of()),
        tags.getOrDefault(id, Map.of()),
        json(row, "data", VALUES, Map.of()),
        resources(row),
        Objects.requireNonNullElse(duration(row, "wall_time"), Duration.ZERO),
        row.getInt("priority"),
        json(row, "launch_params", TEXTS, Map.of()),
        parents.getOrDefault(id, List.of()),
        json(row, "inputs", INPUTS, List.of()),
        json(row, "transfers", TEXTS, Map.of()),
        Objects.requireNonNullElse(time(row, "created"), Instant.EPOCH),
        text(row, "declared_at"),
        text(row, "reuse_key"),
        number(row, "reused_from"),
        number(row, "maker"),
        number(row, "failed"));
  }

  static Resources resources(ResultSet row) throws SQLException {
    return new Resources(
        row.getInt("nodes"),
        row.getInt("ranks_per_node"),
        row.getInt("threads_per_rank"),
        row.getInt("threads_per_core"),
        row.getDouble("gpus_per_rank"),
        row.getInt("node_packing_count"));
  }
}
