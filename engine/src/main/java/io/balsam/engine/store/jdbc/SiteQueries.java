package io.balsam.engine.store.jdbc;

import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.api.SiteEvent;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.store.LeaseRow;
import io.balsam.engine.store.RunTimeRow;
import io.balsam.engine.store.SessionRow;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Reads the rows of a site other than those of its jobs. */
final class SiteQueries {

  private static final TypeReference<BatchJobRequest> REQUEST = new TypeReference<>() {};
  private static final TypeReference<OpenSession> OPENING = new TypeReference<>() {};
  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};
  private static final TypeReference<Placement> PLACEMENT = new TypeReference<>() {};

  private final Handle handle;

  SiteQueries(Handle handle) {
    this.handle = handle;
  }

  List<BatchJobInfo> batchJobs(Collection<Long> ids, Set<BatchJobState> states) {
    Conditions conditions =
        new Conditions()
            .anyOf("ids", ids, "id = any(:ids)")
            .anyNameOf("states", states, "state = any(:states)");
    return conditions
        .bind(handle.createQuery("select * from batch_job" + conditions.where() + " order by id"))
        .map((row, context) -> batchJob(row))
        .list();
  }

  List<BatchJobInfo> lastBatchJobs(int most) {
    return handle
        .createQuery(
            "select * from batch_job where submitted is not null order by id desc limit :most")
        .bind("most", most)
        .map((row, context) -> batchJob(row))
        .list();
  }

  private static BatchJobInfo batchJob(ResultSet row) throws SQLException {
    return new BatchJobInfo(
        row.getLong("id"),
        row.getString("owner"),
        ColumnCodec.json(row, "request", REQUEST),
        BatchJobState.valueOf(row.getString("state")),
        ColumnCodec.text(row, "scheduler_id"),
        ColumnCodec.text(row, "message"),
        Objects.requireNonNullElse(ColumnCodec.time(row, "created"), Instant.EPOCH),
        ColumnCodec.time(row, "submitted"),
        ColumnCodec.time(row, "began"),
        ColumnCodec.time(row, "ended"));
  }

  List<SessionRow> openSessions() {
    return handle
        .createQuery("select * from launcher_session where closed is null order by id")
        .map((row, context) -> session(row))
        .list();
  }

  boolean hasSession(String launcher) {
    return handle
            .createQuery("select count(*) from launcher_session where launcher = :launcher")
            .bind("launcher", launcher)
            .mapTo(Long.class)
            .one()
        > 0;
  }

  boolean hasSession(BatchJobInfo batchJob) {
    return handle
        .createQuery("select * from launcher_session where opened >= :created")
        .bind("created", ColumnCodec.micros(batchJob.created()))
        .map((row, context) -> session(row))
        .list()
        .stream()
        .anyMatch(session -> session.opening().batchJob().orElse(0) == batchJob.id());
  }

  private static SessionRow session(ResultSet row) throws SQLException {
    return new SessionRow(
        row.getLong("id"),
        ColumnCodec.json(row, "opening", OPENING),
        Objects.requireNonNullElse(ColumnCodec.time(row, "opened"), Instant.EPOCH),
        ColumnCodec.time(row, "closed"),
        ColumnCodec.text(row, "why"));
  }

  List<LeaseRow> leases() {
    return handle
        .createQuery("select * from lease order by job")
        .map(
            (row, context) ->
                new LeaseRow(
                    row.getLong("job"),
                    row.getLong("session"),
                    row.getInt("attempt"),
                    ColumnCodec.json(row, "placement", PLACEMENT)))
        .list();
  }

  List<RunTimeRow> runTimes() {
    return handle
        .createQuery("select * from run_time order by app")
        .map(
            (row, context) ->
                new RunTimeRow(
                    row.getString("app"),
                    ColumnCodec.time(row.getLong("learnt")),
                    Base64.getDecoder().decode(row.getString("model")),
                    row.getInt("nodes"),
                    row.getInt("ranks"),
                    ColumnCodec.json(row, "predicted_by", VALUES, Map.of())))
        .list();
  }

  List<SiteEvent> events(long after, int limit) {
    return handle
        .createQuery("select * from site_event where seq > :after order by seq limit :limit")
        .bind("after", after)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new SiteEvent(
                    row.getLong("seq"),
                    Objects.requireNonNullElse(ColumnCodec.time(row, "happened"), Instant.EPOCH),
                    row.getString("source"),
                    row.getLong("batch_job"),
                    row.getString("message")))
        .list();
  }
}
