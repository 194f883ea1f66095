package io.balsam.engine.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes a commit's parts, every kind of row in batches of one prepared statement. */
final class CommitWriter {

  /** Rows per round trip: enough to forget its cost, few enough to hold their arguments. */
  private static final int BATCH = 1000;

  private final Handle handle;
  private final JobWriter jobs;
  private final SiteWriter site;
  private long lastEvent;

  CommitWriter(Handle handle) {
    this.handle = handle;
    this.jobs = new JobWriter(this);
    this.site = new SiteWriter(handle, this);
    this.lastEvent =
        handle.createQuery("select coalesce(max(seq), 0) from event").mapTo(Long.class).one();
  }

  /** Everything but the commit itself. */
  void write(Commit commit) {
    runs(commit.runs());
    jobs.insert(commit.jobs());
    jobs.change(commit.changes());
    ended(commit.endedRuns());
    events(commit.events());
    site.write(commit.site());
  }

  private void runs(List<RunRow> runs) {
    String sql =
        """
        insert into run (id, name, workflow, script, created, ended)
        values (:id, :name, :workflow, :script, :created, :ended)""";
    each(
        sql,
        runs,
        (batch, run) ->
            batch
                .bind("id", run.id())
                .bind("name", run.name())
                .bind("workflow", run.workflow())
                .bind("script", Cells.json(run.script()))
                .bind("created", Cells.micros(run.created()))
                .bind("ended", Cells.micros(run.ended().orElse(null))));
  }

  private void ended(Map<Long, Optional<Instant>> runs) {
    each(
        "update run set ended = :ended where id = :id",
        List.copyOf(runs.entrySet()),
        (batch, run) ->
            batch
                .bind("id", run.getKey())
                .bind("ended", Cells.micros(run.getValue().orElse(null))));
  }

  private void events(List<EventRow> events) {
    String sql =
        """
        insert into event (seq, job, happened, from_state, to_state, cause, data)
        values (:seq, :job, :happened, :from, :to, :cause, :data)""";
    each(
        sql,
        events,
        (batch, event) ->
            batch
                .bind("seq", ++lastEvent)
                .bind("job", event.job())
                .bind("happened", Cells.micros(event.at()))
                .bind("from", event.from().name())
                .bind("to", event.to().name())
                .bind("cause", event.trigger().name())
                .bind("data", Cells.json(event.data())));
  }

  /** Runs a statement for each row; every one must touch a row. */
  <T> void each(String sql, List<? extends T> rows, BiConsumer<PreparedBatch, T> bind) {
    for (int start = 0; start < rows.size(); start += BATCH) {
      List<? extends T> part = rows.subList(start, Math.min(rows.size(), start + BATCH));
      try (PreparedBatch batch = handle.prepareBatch(sql)) {
        for (T row : part) {
          bind.accept(batch, row);
          batch.add();
        }
        int[] touched = batch.execute();
        for (int i = 0; i < touched.length; i++) {
          if (touched[i] == 0) {
            throw new StoreException("no such row: " + part.get(i));
          }
        }
      }
    }
  }
}
