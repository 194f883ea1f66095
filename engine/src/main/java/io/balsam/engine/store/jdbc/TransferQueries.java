package io.balsam.engine.store.jdbc;

import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.engine.store.TaskFigures;
import io.balsam.engine.store.TransferRow;
import io.balsam.engine.store.TransferTaskRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads the items of transfers. */
final class TransferQueries {

  /** The state that follows from the job's, where the job has gone on without the item. */
  private static final String STATE =
      """
      case
        when t.state in ('DONE', 'ERROR', 'CANCELLED') then t.state
        when j.state in ('JOB_FINISHED', 'FAILED', 'CANCELLED') then 'CANCELLED'
        when t.state = 'AWAITING_JOB' and t.direction = 'IN' and j.state = 'READY' then 'PENDING'
        when t.state = 'AWAITING_JOB' and t.direction = 'OUT' and j.state = 'POSTPROCESSED'
          then 'PENDING'
        else t.state
      end""";

  /** Position of the state in the life of an item. */
  private static final String RANK =
      Arrays.stream(TransferItemState.values())
          .map(state -> "when '%s' then %d".formatted(state.name(), state.ordinal()))
          .collect(Collectors.joining(" ", "case " + STATE + " ", " end"));

  private static final String COLUMNS =
      "t.*, k.submission, k.name as task_name, k.way as task_way, k.url, k.items, k.estimate,"
          + " k.choice, k.started";

  private static final String ITEMS =
      " from transfer_item t left join transfer_task k on k.id = t.task";

  /** Items in the states that were written. */
  private static final String WRITTEN = "select " + COLUMNS + ", t.state as now" + ITEMS;

  private static final String OF_JOBS = ITEMS + " join job j on j.id = t.job";

  private final Handle handle;

  TransferQueries(Handle handle) {
    this.handle = handle;
  }

  List<TransferRow> of(Collection<Long> jobs, Direction direction) {
    return handle
        .createQuery(
            WRITTEN + " where t.job = any(:jobs) and t.direction = :direction order by t.id")
        .bindArray("jobs", Long.class, jobs.toArray())
        .bind("direction", direction.name())
        .map((row, context) -> row(row))
        .list();
  }

  List<TransferRow> submitted(String submission) {
    return handle
        .createQuery(WRITTEN + " where k.submission = :submission order by t.position")
        .bind("submission", submission)
        .map((row, context) -> row(row))
        .list();
  }

  List<TransferItemView> matching(TransferFilter filter) {
    Conditions conditions = conditions(filter);
    String sql =
        "select "
            + COLUMNS
            + ", "
            + STATE
            + " as now"
            + OF_JOBS
            + conditions.where()
            + orderBy(filter.order());
    return conditions
        .bind(handle.createQuery(sql + " limit :limit offset :offset"))
        .bind("limit", filter.limit())
        .bind("offset", filter.offset())
        .map((row, context) -> item(row))
        .list();
  }

  long count(TransferFilter filter) {
    Conditions conditions = conditions(filter);
    return conditions
        .bind(handle.createQuery("select count(*)" + OF_JOBS + conditions.where()))
        .mapTo(Long.class)
        .one();
  }

  List<TaskFigures> recentTasks(int items, int tasks) {
    return handle
        .createQuery(
            """
            select k.way, t.location, count(*) as items, sum(t.files) as files,
              sum(t.bytes) as bytes, max(t.ended) - k.started as took
            from transfer_item t join transfer_task k on k.id = t.task
            where t.id > (select coalesce(max(id), 0) - :items from transfer_item)
              and t.state = 'DONE' and t.attempts = 1
            group by k.id, k.way, k.started, t.location order by max(t.ended) desc limit :tasks""")
        .bind("items", items)
        .bind("tasks", tasks)
        .map(
            (row, context) ->
                new TaskFigures(
                    row.getString("way"),
                    row.getString("location"),
                    row.getLong("items"),
                    row.getLong("files"),
                    row.getLong("bytes"),
                    ColumnCodec.duration(row.getLong("took"))))
        .list();
  }

  private static Conditions conditions(TransferFilter filter) {
    return new Conditions()
        .anyOf("ids", filter.ids(), "t.id = any(:ids)")
        .anyOf("jobs", filter.jobs(), "t.job = any(:jobs)")
        .anyOf("runs", filter.runs(), "j.run = any(:runs)")
        .anyNameOf("jobStates", filter.jobStates(), "j.state = any(:jobStates)")
        .tags(filter.jobTags())
        .anyNameOf("states", filter.states(), STATE + " = any(:states)")
        .anyNameOf("directions", filter.directions(), "t.direction = any(:directions)")
        .anyTextOf("locations", filter.locations(), "t.location = any(:locations)")
        .anyTextOf("tasks", filter.tasks(), "k.name = any(:tasks)");
  }

  private static String orderBy(TransferFilter.Order order) {
    String way = order.descending() ? " desc" : "";
    String first =
        switch (order.by()) {
          case ID -> "";
          case CREATED -> "t.created" + way + ", ";
          case STARTED -> "k.started" + way + " nulls last, ";
          case ENDED -> "t.ended" + way + " nulls last, ";
          case STATE -> RANK + way + ", ";
          case BYTES -> "t.bytes" + way + ", ";
        };
    return " order by " + first + "t.id" + way;
  }

  private static TransferRow row(ResultSet row) throws SQLException {
    return new TransferRow(
        item(row), row.getBoolean("checksum"), task(row), row.getInt("position"), true);
  }

  private static @Nullable TransferTaskRow task(ResultSet row) throws SQLException {
    String submission = row.getString("submission");
    return submission == null
        ? null
        : new TransferTaskRow(
            submission,
            ColumnCodec.text(row, "task_name"),
            row.getString("task_way"),
            row.getString("url"),
            row.getInt("items"),
            ColumnCodec.duration(row.getLong("estimate")),
            ColumnCodec.text(row, "choice"),
            ColumnCodec.time(row.getLong("started")));
  }

  private static @Nullable Duration estimate(ResultSet row) throws SQLException {
    long micros = row.getLong("estimate");
    return row.wasNull() ? null : ColumnCodec.duration(micros);
  }

  private static TransferItemView item(ResultSet row) throws SQLException {
    return new TransferItemView(
        row.getLong("id"),
        row.getLong("job"),
        row.getString("slot"),
        Direction.valueOf(row.getString("direction")),
        row.getString("location"),
        row.getString("remote_path"),
        row.getString("local_path"),
        row.getBoolean("recursive"),
        TransferItemState.valueOf(row.getString("now")),
        ColumnCodec.text(row, row.getString("task_way") == null ? "way" : "task_way"),
        ColumnCodec.text(row, "task_name"),
        row.getLong("bytes"),
        row.getLong("files"),
        row.getInt("attempts"),
        ColumnCodec.text(row, "error"),
        estimate(row),
        ColumnCodec.text(row, "choice"),
        Objects.requireNonNullElse(ColumnCodec.time(row, "created"), Instant.EPOCH),
        ColumnCodec.time(row, "started"),
        ColumnCodec.time(row, "ended"));
  }
}
