package io.balsam.engine.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a query, each read column by column in the order of the query, without looking up names.
 */
final class Columns {

  private final ResultSet rows;
  private int position;

  Columns(ResultSet rows) {
    this.rows = rows;
  }

  /** Moves to the next row; returns false when there is none. */
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

  /** Returns the text; empty where the column is null. */
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
