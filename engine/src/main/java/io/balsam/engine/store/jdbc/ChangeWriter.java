package io.balsam.engine.store.jdbc;

import io.balsam.engine.store.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes changes of jobs, with one update for all changes of a job's row. */
final class ChangeWriter {

  /** Fewer equal updates are not worth a statement of their own. */
  private static final int FEWEST = 4;

  /** The same update of jobs with consecutive numbers. */
  private record Span(JobUpdate first, int jobs) {

    @Override
    public String toString() {
      return "one of " + jobs + " from " + first;
    }
  }

  private final StatementBatch writes;
  private final ShapeWriter shapes;
  private final FilesWriter files;

  ChangeWriter(StatementBatch writes, ShapeWriter shapes) {
    this.writes = writes;
    this.shapes = shapes;
    this.files = new FilesWriter(writes);
  }

  void write(List<Change> changes) {
    Map<Long, JobUpdate> updates = new LinkedHashMap<>();
    List<Change.Data> data = new ArrayList<>();
    List<Change.InputDigest> digests = new ArrayList<>();
    List<Change.Files> listings = new ArrayList<>();
    List<Change.SameFiles> same = new ArrayList<>();
    List<Change.Nodes> nodes = new ArrayList<>();
    for (Change change : changes) {
      if (change instanceof Change.Data one) {
        data.add(one);
      } else if (change instanceof Change.InputDigest one) {
        digests.add(one);
      } else if (change instanceof Change.Files one) {
        listings.add(one);
      } else if (change instanceof Change.SameFiles one) {
        same.add(one);
      } else if (change instanceof Change.Nodes one) {
        nodes.add(one);
      } else {
        updates.computeIfAbsent(change.job(), JobUpdate::new).take(change);
      }
    }
    update(updates.values());
    nodes(nodes);
    files.write(listings);
    files.same(same);
    writes.<Change.Data>each(
        "update job set data = ? where id = ?",
        data,
        (values, change) -> values.add(ColumnCodec.json((Object) change.data())).add(change.job()));
    writes.<Change.InputDigest>each(
        "update job set input_digest = ? where id = ?",
        digests,
        (values, change) -> values.add(ColumnCodec.text(change.digest())).add(change.job()));
  }

  private void nodes(List<Change.Nodes> changes) {
    shapes.change(changes);
    writes.<Change.Nodes>each(
        "update job set shape = ? where id = ?",
        changes,
        (values, change) -> values.add(shapes.number(change)).add(change.job()));
  }

  /**
   * Writes updates. Jobs that are started together have equal updates one after the other, which
   * are written with one statement.
   */
  private void update(Iterable<JobUpdate> updates) {
    Map<Integer, List<JobUpdate>> single = new LinkedHashMap<>();
    List<Span> many = new ArrayList<>();
    List<JobUpdate> alike = new ArrayList<>();
    for (JobUpdate update : updates) {
      if (!alike.isEmpty() && !update.follows(alike.get(alike.size() - 1))) {
        close(alike, single, many);
      }
      alike.add(update);
    }
    close(alike, single, many);
    for (List<JobUpdate> ones : single.values()) {
      writes.<JobUpdate>each(ones.get(0).sql(), ones, (values, update) -> update.bind(values));
    }
    for (Span span : many) {
      writes.<Span>all(
          span.first.sqlOfMany(),
          List.of(span),
          Span::jobs,
          (values, one) -> one.first.bindMany(values, one.jobs));
    }
  }

  private static void close(
      List<JobUpdate> alike, Map<Integer, List<JobUpdate>> single, List<Span> many) {
    if (alike.size() < FEWEST) {
      for (JobUpdate update : alike) {
        single.computeIfAbsent(update.shape(), shape -> new ArrayList<>()).add(update);
      }
    } else {
      many.add(new Span(alike.get(0), alike.size()));
    }
    alike.clear();
  }
}
