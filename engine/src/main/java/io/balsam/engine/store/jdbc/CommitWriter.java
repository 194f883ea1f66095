package io.balsam.engine.store.jdbc;

import io.balsam.engine.domain.Script;
import io.balsam.engine.store.Commit;
import io.balsam.engine.store.RunRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the parts of a commit, every kind of row in batches of one prepared statement. */
final class CommitWriter {

  private final StatementBatch writes;
  private final SitePaths paths;
  private final ShapeWriter shapes;
  private final JobWriter jobs;
  private final ChangeWriter changes;
  private final SiteWriter site;
  private final TransferWriter transfers;
  private final RemovalWriter removal;
  private final EventWriter events;

  CommitWriter(Connection connection, SitePaths paths) throws SQLException {
    this.writes = new StatementBatch(connection);
    this.paths = paths;
    this.shapes = new ShapeWriter(writes, connection);
    this.jobs = new JobWriter(writes, shapes, paths);
    this.changes = new ChangeWriter(writes, shapes);
    this.events =
        new EventWriter(
            writes,
            Math.max(highest(connection, "history"), highest(connection, "history_of_many")));
    this.removal = new RemovalWriter(writes);
    this.transfers = new TransferWriter(writes);
    this.site = new SiteWriter(writes, highest(connection, "site_event"));
  }

  private static long highest(Connection connection, String table) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select coalesce(max(seq), 0) from " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Writes everything, without the database commit itself. */
  void write(Commit commit) {
    runs(commit.runs());
    jobs.insert(commit.jobs());
    changes.write(commit.changes());
    ended(commit.endedRuns());
    events.write(commit.events());
    site.write(commit.site());
    transfers.write(commit.transfers());
    removal.write(commit.removedRuns(), commit.removedJobs());
  }

  /** Discards cached state after a rollback of the last write. */
  void rolledBack() {
    shapes.rolledBack();
  }

  private void runs(List<RunRow> runs) {
    writes.<RunRow>each(
        "insert into run (id, name, owner, workflow, script, apps, created, ended, node_hours,"
            + " efficiency) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        runs,
        (values, run) ->
            values
                .add(run.id())
                .add(run.name())
                .add(run.owner())
                .add(run.workflow())
                .add(ColumnCodec.json(kept(run.script())))
                .add(ColumnCodec.json(run.apps()))
                .add(ColumnCodec.micros(run.created()))
                .add(ColumnCodec.micros(run.ended().orElse(null)))
                .add(run.moldable().nodeHours().orElse(0))
                .add(run.moldable().efficiency()));
  }

  private Script kept(Script script) {
    return script.with(path -> Path.of(paths.kept(path.toString())));
  }

  private void ended(Map<Long, Optional<Instant>> runs) {
    writes.<Map.Entry<Long, Optional<Instant>>>each(
        "update run set ended = ? where id = ?",
        List.copyOf(runs.entrySet()),
        (values, run) ->
            values
                .add(ColumnCodec.micros(run.getValue().orElse(null)))
                .add(run.getKey().longValue()));
  }
}
