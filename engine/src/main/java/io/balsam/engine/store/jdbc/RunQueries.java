package io.balsam.engine.store.jdbc;

import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.MoldableLimits;
import io.balsam.engine.domain.Script;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.StoreException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads runs. */
final class RunQueries {

  private static final TypeReference<Script> SCRIPT = new TypeReference<>() {};
  private static final TypeReference<Map<String, App>> APPS = new TypeReference<>() {};
  private static final Script NONE = new Script("", Path.of(""), Map.of(), Map.of());

  private final Handle handle;
  private final SitePaths paths;

  RunQueries(Handle handle, SitePaths paths) {
    this.handle = handle;
    this.paths = paths;
  }

  List<RunRow> newestFirst() {
    return handle
        .createQuery("select * from run order by id desc")
        .map((row, context) -> run(row))
        .list();
  }

  Map<Long, String> owners(Collection<Long> ids) {
    Map<Long, String> owners = new HashMap<>();
    for (List<Long> page : JobQueries.pages(ids)) {
      try (Query query =
          handle
              .createQuery("select id, owner from run where id = any(:ids)")
              .bindArray("ids", Long.class, page)) {
        RowSink.drain(query, row -> owners.put(row.getLong(1), row.getString(2)));
      }
    }
    return owners;
  }

  Optional<RunRow> byId(long id) {
    return handle
        .createQuery("select * from run where id = :id")
        .bind("id", id)
        .map((row, context) -> run(row))
        .findOne();
  }

  /**
   * Returns a column's value, or {@code otherwise} if it cannot be read: it must not hide the run
   * or other runs. Such a run cannot be continued.
   */
  private static <T> T readable(ResultSet row, String column, TypeReference<T> type, T otherwise)
      throws SQLException {
    try {
      return ColumnCodec.json(row, column, type, otherwise);
    } catch (StoreException e) {
      return otherwise;
    }
  }

  private RunRow run(ResultSet row) throws SQLException {
    Script script = readable(row, "script", SCRIPT, NONE);
    double hours = row.getDouble("node_hours");
    return new RunRow(
        row.getLong("id"),
        row.getString("name"),
        row.getString("owner"),
        row.getString("workflow"),
        script.with(path -> Path.of(paths.found(path.toString()))),
        readable(row, "apps", APPS, Map.of()),
        Objects.requireNonNullElse(ColumnCodec.time(row, "created"), Instant.EPOCH),
        Optional.ofNullable(ColumnCodec.time(row, "ended")),
        new MoldableLimits(
            hours > 0 ? OptionalDouble.of(hours) : OptionalDouble.empty(),
            row.getDouble("efficiency")));
  }
}
