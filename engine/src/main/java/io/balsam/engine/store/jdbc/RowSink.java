package io.balsam.engine.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.Query;

/** Consumer of a query's rows, one by one, without a list of them. */
@FunctionalInterface
interface RowSink {

  void take(ResultSet row) throws SQLException;

  static void drain(Query query, RowSink sink) {
    query.scanResultSet(
        (rows, context) -> {
          try (ResultSet row = rows.get()) {
            while (row.next()) {
              sink.take(row);
            }
          }
          return sink;
        });
  }
}
