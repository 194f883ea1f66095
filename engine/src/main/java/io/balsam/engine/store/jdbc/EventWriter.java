package io.balsam.engine.store.jdbc;

import io.balsam.engine.store.EventRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of jobs: one row for each job of a commit, or one row for many consecutive jobs
 * with the same events at the same time, as when they are submitted together.
 */
final class EventWriter {

  /**
   * Consecutive jobs are joined only within a block of this size, so that a reader can compute
   * where to look.
   */
  static final int BLOCK = 1024;

  /** Fewer are not worth a second table to search. */
  private static final int FEWEST = 8;

  /**
   * The same transitions of consecutive jobs.
   *
   * @param last number of the last transition of the last job
   * @param events events of the first job
   */
  private record Span(long last, long firstJob, long lastJob, List<EventRow> events) {

    EventRow first() {
      return events.get(0);
    }

    int jobs() {
      return (int) (lastJob - firstJob) + 1;
    }
  }

  private final StatementBatch writes;
  private long last;

  /**
   * Creates a writer.
   *
   * @param last number of the last transition written so far
   */
  EventWriter(StatementBatch writes, long last) {
    this.writes = writes;
    this.last = last;
  }

  void write(List<EventRow> events) {
    Map<Long, List<EventRow>> byJob = new LinkedHashMap<>();
    for (EventRow event : events) {
      byJob.computeIfAbsent(event.job(), job -> new ArrayList<>(4)).add(event);
    }
    List<Span> one = new ArrayList<>();
    List<Span> many = new ArrayList<>();
    @Nullable Span open = null;
    for (List<EventRow> ofJob : byJob.values()) {
      long job = ofJob.get(0).job();
      if (open != null && follows(open, job, ofJob)) {
        open = new Span(open.last + ofJob.size(), open.firstJob, job, open.events);
      } else {
        close(open, one, many);
        open = new Span(last + ofJob.size(), job, job, ofJob);
      }
      last = open.last;
    }
    close(open, one, many);
    writeOne(one);
    writeMany(many);
  }

  private static boolean follows(Span before, long job, List<EventRow> ofJob) {
    boolean next = job == before.lastJob + 1 && job / BLOCK == before.firstJob / BLOCK;
    if (!next || ofJob.size() != before.events.size()) {
      return false;
    }
    for (int i = 0; i < ofJob.size(); i++) {
      EventRow event = ofJob.get(i);
      EventRow other = before.events.get(i);
      if (event.from() != other.from()
          || event.to() != other.to()
          || event.trigger() != other.trigger()
          || !event.at().equals(other.at())
          || !event.data().equals(other.data())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Ends a span. One with too few jobs becomes one row per job: the same events, each under its own
   * number.
   */
  private static void close(@Nullable Span span, List<Span> one, List<Span> many) {
    if (span == null) {
      return;
    }
    if (span.jobs() >= FEWEST) {
      many.add(span);
      return;
    }
    for (long job = span.firstJob; job <= span.lastJob; job++) {
      long last = span.last - (span.lastJob - job) * span.events.size();
      one.add(new Span(last, job, job, span.events));
    }
  }

  private void writeOne(List<Span> spans) {
    writes.<Span>each(
        "insert into history (seq, job, happened, from_state, steps, data)"
            + " values (?, ?, ?, ?, ?, ?)",
        spans,
        (values, span) ->
            values
                .add(span.last)
                .add(span.firstJob)
                .add(ColumnCodec.micros(span.first().at()))
                .add(span.first().from())
                .add(EventText.steps(span.events))
                .add(ColumnCodec.json(EventText.data(span.events))));
  }

  private void writeMany(List<Span> spans) {
    writes.<Span>each(
        "insert into history_of_many (seq, block, first_job, last_job, transitions, happened,"
            + " from_state, steps, data) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        spans,
        (values, span) ->
            values
                .add(span.last)
                .add(span.firstJob / BLOCK)
                .add(span.firstJob)
                .add(span.lastJob)
                .add(span.events.size())
                .add(ColumnCodec.micros(span.first().at()))
                .add(span.first().from())
                .add(EventText.steps(span.events))
                .add(ColumnCodec.json(EventText.data(span.events))));
  }
}
