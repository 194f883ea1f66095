package io.balsam.engine.store.jdbc;

import io.balsam.engine.domain.NamedAmounts;
import io.balsam.engine.domain.NodeRange;
import io.balsam.engine.domain.Resources;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Reads shapes by number. They never change, so each is read once. Thread-safe. */
final class ShapeReader {

  private static final int AT_ONCE = 1000;

  private final Map<Integer, Shape> known = new ConcurrentHashMap<>();

  Shape shape(Connection connection, int number) throws SQLException {
    Shape found = known.get(number);
    if (found == null) {
      Map<Integer, Shape> read = read(connection, number, number + AT_ONCE - 1);
      found = Objects.requireNonNull(read.get(number), "no such shape");
      if (known.size() > Shape.KEPT) {
        known.clear();
      }
      known.putAll(read);
    }
    return found;
  }

  static Map<Integer, Shape> read(Connection connection, int first, int last) throws SQLException {
    Map<Integer, Shape> shapes = new HashMap<>();
    String sql = "select " + Shape.COLUMNS + " from shape where id between ? and ?";
    try (var query = connection.prepareStatement(sql)) {
      query.setInt(1, first);
      query.setInt(2, last);
      try (var rows = query.executeQuery()) {
        Columns row = new Columns(rows);
        while (row.next()) {
          shapes.put(row.integer(), shape(row));
        }
      }
    }
    return shapes;
  }

  private static Shape shape(Columns row) throws SQLException {
    String app = row.text();
    Resources resources =
        new Resources(
            row.integer(),
            row.integer(),
            row.integer(),
            row.integer(),
            row.real(),
            row.integer(),
            row.number(),
            NamedAmounts.parse(row.text()));
    Duration wallTime = ColumnCodec.duration(row.number());
    int priority = row.integer();
    int fewest = row.integer();
    int most = row.integer();
    Resources all =
        most == 0
            ? resources
            : resources.withRange(new NodeRange(fewest, most)).withNodes(resources.nodes());
    return new Shape(app, all, wallTime, priority);
  }
}
