package io.balsam.engine.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A query's rows, each taken column by column in the order of the query: no name is looked up. */
final class Columns {

  private final ResultSet rows;
  private int position;

  Columns(ResultSet rows) {
    this.rows = rows;
  }

  /** Goes to the next row; false when there is none. */
  boolean next() throws SQLException {
    position = 0;
    return rows.next();
  }

  long number() throws SQLException {
    return rows.getLong(++position);
  }

  int integer() throws SQLException {
    return rows.getInt(++position);
  }

  @Nullable Integer integerOrNull() throws SQLException {
    int value = integer();
    return rows.wasNull() ? null : value;
  }

  boolean flag() throws SQLException {
    return rows.getBoolean(++position);
  }

  double real() throws SQLException {
    return rows.getDouble(++position);
  }

  OptionalLong numberIfAny() throws SQLException {
    long value = number();
    return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** The text; empty where there is none. */
  String text() throws SQLException {
    String value = textOrNull();
    return value == null ? "" : value;
  }

  @Nullable String textOrNull() throws SQLException {
    return rows.getString(++position);
  }

  Instant time() throws SQLException {
    return ColumnCodec.time(number());
  }

  @Nullable Instant timeOrNull() throws SQLException {
    long micros = number();
    return rows.wasNull() ? null : ColumnCodec.time(micros);
  }

  @Nullable Duration durationOrNull() throws SQLException {
    long micros = number();
    return rows.wasNull() ? null : ColumnCodec.duration(micros);
  }
}
