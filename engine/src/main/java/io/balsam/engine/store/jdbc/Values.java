package io.balsam.engine.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** A row's values for a prepared statement, one after the other. */
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
    // No type of its own for null: a text column may be of any text type.
    statement.setString(++position, value);
    return this;
  }

  Values add(Enum<?> value) throws SQLException {
    return add(value.name());
  }

  /** The row is complete. */
  void end() throws SQLException {
    statement.addBatch();
    position = 0;
  }
}
