package io.balsam.engine.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Binds a row's values to a prepared statement, one after the other. */
final class Values {

  private final PreparedStatement statement;
  private int position;

  Values(PreparedStatement statement) {
    this.statement = statement;
  }

  Values add(long value) throws SQLException {
    statement.setLong(++position, value);
    return this;
  }

  Values add(int value) throws SQLException {
    statement.setInt(++position, value);
    return this;
  }

  Values add(double value) throws SQLException {
    statement.setDouble(++position, value);
    return this;
  }

  Values add(boolean value) throws SQLException {
    statement.setBoolean(++position, value);
    return this;
  }

  Values add(@Nullable Long value) throws SQLException {
    if (value == null) {
      statement.setNull(++position, Types.BIGINT);
      return this;
    }
    return add(value.longValue());
  }

  Values add(@Nullable Integer value) throws SQLException {
    if (value == null) {
      statement.setNull(++position, Types.INTEGER);
      return this;
    }
    return add(value.intValue());
  }

  Values add(@Nullable String value) throws SQLException {
    // Null gets no type of its own: a text column may be of any text type.
    statement.setString(++position, value);
    return this;
  }

  Values add(Enum<?> value) throws SQLException {
    return add(value.name());
  }

  /** Completes the row. */
  void end() throws SQLException {
    statement.addBatch();
    position = 0;
  }
}
