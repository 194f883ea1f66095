package io.balsam.engine.store.jdbc;

import io.balsam.engine.domain.NamedAmounts;
import io.balsam.engine.domain.NodeRange;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Numbers and writes shapes. One that left the cache gets another number, and a second row. */
final class ShapeWriter {

  private record Numbered(int number, Shape shape) {}

  private final StatementBatch writes;
  private final Map<Shape, Integer> numbers = new HashMap<>();
  private int last;

  ShapeWriter(StatementBatch writes, Connection connection) throws SQLException {
    this.writes = writes;
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select coalesce(max(id), 0) from shape")) {
      rows.next();
      last = rows.getInt(1);
    }
    ShapeReader.read(connection, last - Shape.KEPT + 1, last)
        .forEach((number, shape) -> numbers.put(shape, number));
  }

  /** Writes the shapes of jobs that are new. */
  void insert(List<JobRow> jobs) {
    insert(jobs, Shape::of);
  }

  /** Writes the shapes that jobs have with other numbers of nodes. */
  void change(List<Change.Nodes> changes) {
    insert(changes, Shape::of);
  }

  private <T> void insert(List<T> jobs, Function<T, Shape> shapeOf) {
    if (numbers.size() > Shape.KEPT) {
      numbers.clear();
    }
    List<Numbered> found = new ArrayList<>();
    for (T job : jobs) {
      Shape shape = shapeOf.apply(job);
      if (!numbers.containsKey(shape)) {
        numbers.put(shape, ++last);
        found.add(new Numbered(last, shape));
      }
    }
    writes.<Numbered>each(
        "insert into shape ("
            + Shape.COLUMNS
            + ") values"
            + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        found,
        (values, one) ->
            values
                .add(one.number)
                .add(one.shape.app())
                .add(one.shape.resources().nodes())
                .add(one.shape.resources().ranksPerNode())
                .add(one.shape.resources().threadsPerRank())
                .add(one.shape.resources().threadsPerCore())
                .add(one.shape.resources().gpusPerRank())
                .add(one.shape.resources().nodePackingCount())
                .add(one.shape.resources().memory())
                .add(NamedAmounts.text(one.shape.resources().named()))
                .add(ColumnCodec.micros(one.shape.wallTime()))
                .add(one.shape.priority())
                .add(one.shape.resources().range().map(NodeRange::fewest).orElse(0).intValue())
                .add(one.shape.resources().range().map(NodeRange::most).orElse(0).intValue()));
  }

  int number(JobRow job) {
    return numbers.getOrDefault(Shape.of(job), 0);
  }

  int number(Change.Nodes change) {
    return numbers.getOrDefault(Shape.of(change), 0);
  }

  /** Empties the cache after a rollback of the last write. */
  void rolledBack() {
    numbers.clear();
  }
}
