package io.balsam.engine.store;

import io.balsam.engine.api.SiteEvent;
import io.balsam.spi.BatchJobInfo;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes what a site has beside its jobs. */
final class SiteWriter {

  private final Handle handle;
  private final CommitWriter writer;
  private long lastEvent;

  SiteWriter(Handle handle, CommitWriter writer) {
    this.handle = handle;
    this.writer = writer;
    this.lastEvent =
        handle.createQuery("select coalesce(max(seq), 0) from site_event").mapTo(Long.class).one();
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
  }

  /** Rows that are not there are no error: what comes next writes them. */
  private void delete(String where, List<Long> ids) {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedBatch batch = handle.prepareBatch("delete from " + where + " = :id")) {
      ids.forEach(id -> batch.bind("id", id).add());
      batch.execute();
    }
  }

  private void batchJobs(List<BatchJobInfo> rows) {
    delete("batch_job where id", rows.stream().map(BatchJobInfo::id).toList());
    String sql =
        """
        insert into batch_job (id, request, state, scheduler_id, message, created, submitted,
          began, ended)
        values (:id, :request, :state, :schedulerId, :message, :created, :submitted,
          :began, :ended)""";
    writer.<BatchJobInfo>each(
        sql,
        rows,
        (batch, row) ->
            batch
                .bind("id", row.id())
                .bind("request", Cells.json(row.request()))
                .bind("state", row.state().name())
                .bind("schedulerId", Cells.text(row.schedulerId()))
                .bind("message", Cells.text(row.message()))
                .bind("created", Cells.micros(row.created()))
                .bind("submitted", Cells.micros(row.submitted()))
                .bind("began", Cells.micros(row.began()))
                .bind("ended", Cells.micros(row.ended())));
  }

  private void sessions(List<SessionRow> rows) {
    delete("launcher_session where id", rows.stream().map(SessionRow::id).toList());
    String sql =
        """
        insert into launcher_session (id, launcher, opening, opened, closed, why)
        values (:id, :launcher, :opening, :opened, :closed, :why)""";
    writer.<SessionRow>each(
        sql,
        rows,
        (batch, row) ->
            batch
                .bind("id", row.id())
                .bind("launcher", row.opening().launcher())
                .bind("opening", Cells.json(row.opening()))
                .bind("opened", Cells.micros(row.opened()))
                .bind("closed", Cells.micros(row.closed()))
                .bind("why", Cells.text(row.why())));
  }

  private void leases(List<LeaseRow> rows) {
    writer.<LeaseRow>each(
        "insert into lease (job, session, attempt, placement)"
            + " values (:job, :session, :attempt, :placement)",
        rows,
        (batch, row) ->
            batch
                .bind("job", row.job())
                .bind("session", row.session())
                .bind("attempt", row.attempt())
                .bind("placement", Cells.json(row.placement())));
  }

  private void events(List<SiteEvent> rows) {
    writer.<SiteEvent>each(
        "insert into site_event (seq, happened, source, batch_job, message)"
            + " values (:seq, :happened, :source, :batchJob, :message)",
        rows,
        (batch, row) ->
            batch
                .bind("seq", ++lastEvent)
                .bind("happened", Cells.micros(row.at()))
                .bind("source", row.source())
                .bind("batchJob", row.batchJob())
                .bind("message", row.message()));
  }
}
