package io.balsam.engine.store.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.api.Json;
import io.balsam.engine.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Converts values to and from columns: times in microseconds (the precision that both clocks and
 * both databases share), JSON as text, and null for empty values, since most are empty.
 */
final class ColumnCodec {

  /** Maximum number of characters of messages from other programs; longer ones are cut. */
  static final int MESSAGE = 100_000;

  private ColumnCodec() {}

  static @Nullable Long micros(@Nullable Instant time) {
    return time == null
        ? null
        : Math.addExact(
            Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
  }

  static @Nullable Long micros(@Nullable Duration duration) {
    return duration == null
        ? null
        : Math.addExact(
            Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
  }

  static @Nullable Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  static @Nullable String text(String value) {
    return value.isEmpty() ? null : value;
  }

  static @Nullable String json(Map<?, ?> value) {
    return value.isEmpty() ? null : json((Object) value);
  }

  static @Nullable String json(Collection<?> value) {
    return value.isEmpty() ? null : json((Object) value);
  }

  static String json(Object value) {
    try {
      return Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new StoreException("cannot be kept as JSON: " + e.getOriginalMessage(), e);
    }
  }

  static Instant time(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }

  static Duration duration(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }

  static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? null : time(micros);
  }

  static String text(ResultSet row, String column) throws SQLException {
    String value = row.getString(column);
    return value == null ? "" : value;
  }

  /** Returns the value of a column that is never null. */
  static <T> T json(ResultSet row, String column, TypeReference<T> type) throws SQLException {
    return parsed(Objects.requireNonNull(row.getString(column), column), type);
  }

  /** Returns the value, or {@code ifNull} where the column is null. */
  static <T> T json(ResultSet row, String column, TypeReference<T> type, T ifNull)
      throws SQLException {
    String text = row.getString(column);
    return text == null ? ifNull : parsed(text, type);
  }

  static <T> T parsed(String text, TypeReference<T> type) {
    try {
      return Json.mapper().readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new StoreException("a column has JSON of another kind", e);
    }
  }
}
