package io.balsam.engine.store;

import io.balsam.engine.domain.JobState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what happened to jobs: one row for each job of a commit, and one for many jobs where the
 * same happened to neighbours at the same time, as it does when they are submitted together.
 */
final class EventWriter {

  /** Neighbours are only joined within a block of so many, so that a reader knows where to look. */
  static final int BLOCK = 1024;

  /** Fewer are not worth a second place to look at. */
  private static final int FEWEST = 8;

  /**
   * The same transitions of neighbours.
   *
   * @param last the number of the last transition of the last job
   */
  private record Span(
      long last,
      long firstJob,
      long lastJob,
      int transitions,
      Instant at,
      JobState from,
      String steps,
      List<Map<String, Object>> data) {}

  private final Writes writes;
  private long last;

  /**
   * @param last the number of the last transition written so far
   */
  EventWriter(Writes writes, long last) {
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
    List<Span> alike = new ArrayList<>();
    for (List<EventRow> ofJob : byJob.values()) {
      Span next = span(ofJob);
      if (!alike.isEmpty() && !follows(alike.get(alike.size() - 1), next)) {
        join(alike, one, many);
      }
      alike.add(next);
    }
    join(alike, one, many);
    writeOne(one);
    writeMany(many);
  }

  private Span span(List<EventRow> ofJob) {
    EventRow first = ofJob.get(0);
    last += ofJob.size();
    return new Span(
        last,
        first.job(),
        first.job(),
        ofJob.size(),
        first.at(),
        first.from(),
        EventText.steps(ofJob),
        EventText.data(ofJob));
  }

  private static boolean follows(Span before, Span next) {
    return next.firstJob == before.lastJob + 1
        && next.firstJob / BLOCK == before.firstJob / BLOCK
        && next.from == before.from
        && next.at.equals(before.at)
        && next.steps.equals(before.steps)
        && next.data.equals(before.data);
  }

  private static void join(List<Span> alike, List<Span> one, List<Span> many) {
    if (alike.size() < FEWEST) {
      one.addAll(alike);
    } else {
      Span first = alike.get(0);
      Span end = alike.get(alike.size() - 1);
      many.add(
          new Span(
              end.last,
              first.firstJob,
              end.lastJob,
              first.transitions,
              first.at,
              first.from,
              first.steps,
              first.data));
    }
    alike.clear();
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
                .add(Cells.micros(span.at))
                .add(span.from)
                .add(span.steps)
                .add(Cells.json(span.data)));
  }

  private void writeMany(List<Span> spans) {
    writes.<Span>each(
        "insert into history_of_many (seq, block, first_job, last_job, transitions, happened, from_state, steps,"
            + " data) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        spans,
        (values, span) ->
            values
                .add(span.last)
                .add(span.firstJob / BLOCK)
                .add(span.firstJob)
                .add(span.lastJob)
                .add(span.transitions)
                .add(Cells.micros(span.at))
                .add(span.from)
                .add(span.steps)
                .add(Cells.json(span.data)));
  }
}
