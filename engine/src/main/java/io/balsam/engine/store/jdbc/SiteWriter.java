package io.balsam.engine.store.jdbc;

import io.balsam.engine.api.SiteEvent;
import io.balsam.engine.domain.ValueLimits;
import io.balsam.engine.store.LeaseRow;
import io.balsam.engine.store.RunTimeRow;
import io.balsam.engine.store.SessionRow;
import io.balsam.engine.store.SiteChanges;
import io.balsam.spi.BatchJobInfo;
import java.util.Base64;
import java.util.List;

/** Writes the rows of a site other than those of its jobs. */
final class SiteWriter {

  private final StatementBatch writes;
  private long lastEvent;

  SiteWriter(StatementBatch writes, long lastEvent) {
    this.writes = writes;
    this.lastEvent = lastEvent;
  }

  void write(SiteChanges changes) {
    if (changes.isEmpty()) {
      return;
    }
    batchJobs(changes.batchJobs());
    sessions(changes.sessions());
    delete("lease where job", changes.released());
    leases(changes.leases());
    events(changes.events());
    runTimes(changes.runTimes());
  }

  /** Deletes rows that are about to be replaced. Missing rows are no error. */
  private void delete(String where, List<Long> ids) {
    writes.<Long>tryEach(
        "delete from " + where + " = ?", ids, (values, id) -> values.add(id.longValue()));
  }

  private void batchJobs(List<BatchJobInfo> rows) {
    delete("batch_job where id", rows.stream().map(BatchJobInfo::id).toList());
    String sql =
        """
        insert into batch_job (id, owner, request, state, scheduler_id, message, created,
          submitted, began, ended)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    writes.<BatchJobInfo>each(
        sql,
        rows,
        (values, row) ->
            values
                .add(row.id())
                .add(row.owner())
                .add(ColumnCodec.json(row.request()))
                .add(row.state())
                .add(ColumnCodec.text(row.schedulerId()))
                .add(ColumnCodec.text(ValueLimits.foreign(row.message(), ColumnCodec.MESSAGE)))
                .add(ColumnCodec.micros(row.created()))
                .add(ColumnCodec.micros(row.submitted()))
                .add(ColumnCodec.micros(row.began()))
                .add(ColumnCodec.micros(row.ended())));
  }

  private void sessions(List<SessionRow> rows) {
    delete("launcher_session where id", rows.stream().map(SessionRow::id).toList());
    String sql =
        """
        insert into launcher_session (id, launcher, opening, opened, closed, why)
        values (?, ?, ?, ?, ?, ?)""";
    writes.<SessionRow>each(
        sql,
        rows,
        (values, row) ->
            values
                .add(row.id())
                .add(row.opening().launcher())
                .add(ColumnCodec.json(row.opening()))
                .add(ColumnCodec.micros(row.opened()))
                .add(ColumnCodec.micros(row.closed()))
                .add(ColumnCodec.text(row.why())));
  }

  private void leases(List<LeaseRow> rows) {
    writes.<LeaseRow>each(
        "insert into lease (job, session, attempt, placement) values (?, ?, ?, ?)",
        rows,
        (values, row) ->
            values
                .add(row.job())
                .add(row.session())
                .add(row.attempt())
                .add(ColumnCodec.json(row.placement())));
  }

  private void runTimes(List<RunTimeRow> rows) {
    writes.<RunTimeRow>tryEach(
        "delete from run_time where app = ?", rows, (values, row) -> values.add(row.app()));
    writes.<RunTimeRow>each(
        "insert into run_time (app, learnt, model, nodes, ranks, predicted_by)"
            + " values (?, ?, ?, ?, ?, ?)",
        rows,
        (values, row) ->
            values
                .add(row.app())
                .add(ColumnCodec.micros(row.learnt()))
                .add(Base64.getEncoder().encodeToString(row.model()))
                .add(row.nodes())
                .add(row.ranks())
                .add(ColumnCodec.json(row.values())));
  }

  private void events(List<SiteEvent> rows) {
    writes.<SiteEvent>each(
        "insert into site_event (seq, happened, source, batch_job, message) values (?, ?, ?, ?, ?)",
        rows,
        (values, row) ->
            values
                .add(++lastEvent)
                .add(ColumnCodec.micros(row.at()))
                .add(row.source())
                .add(row.batchJob())
                .add(ValueLimits.foreign(row.message(), ColumnCodec.MESSAGE)));
  }
}
