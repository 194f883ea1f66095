package io.balsam.engine.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.balsam.engine.api.Json;
import io.balsam.engine.domain.NumberText;
import io.balsam.engine.domain.ValueLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts values of scripts to what the store will return, so that a value never changes by being
 * stored, and so that a value the store cannot keep is its author's error and not the engine's.
 */
public final class PlainValues {

  /** Length kept of Jackson's messages. */
  private static final int SAID = 200;

  private PlainValues() {}

  /**
   * Returns the value as null, text, boolean, int, long, big integer, decimal, or lists and maps of
   * those.
   *
   * @throws IllegalArgumentException when JSON cannot express it, or it exceeds the limits
   */
  public static @Nullable Object value(@Nullable Object value) {
    try {
      return value(value, new ValueLimits());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a value " + e.getMessage(), e);
    }
  }

  /** Returns the map with its values converted in the same way. */
  public static Map<String, Object> map(Map<?, ?> map) {
    try {
      return map(map, new ValueLimits());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a value " + e.getMessage(), e);
    }
  }

  private static @Nullable Object value(@Nullable Object value, ValueLimits limits) {
    if (value == null) {
      limits.nothing();
      return null;
    }
    if (value instanceof String
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof BigInteger
        || value instanceof BigDecimal) {
      return limits.part(value);
    }
    if (value instanceof Long number) {
      return limits.part(number == number.intValue() ? (Object) number.intValue() : number);
    }
    if (value instanceof Double || value instanceof Float) {
      return limits.part(real(value.toString()));
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, limits);
    }
    if (value instanceof Collection<?> list) {
      limits.enter(list.size());
      List<@Nullable Object> plain = new ArrayList<>();
      // Not by forEach: each class has its own, and some gather everything first.
      for (Object one : list) {
        plain.add(value(one, limits));
      }
      limits.leave();
      return plain;
    }
    return value instanceof CharSequence || value instanceof Enum<?> || value instanceof Character
        ? limits.part(value.toString())
        : value(byJackson(value), limits);
  }

  private static Map<String, Object> map(Map<?, ?> map, ValueLimits limits) {
    limits.enter(map.size());
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    map.forEach((key, value) -> plain.put(limits.name(String.valueOf(key)), value(value, limits)));
    limits.leave();
    return plain;
  }

  /** Returns names and texts that may have been written as another type, such as a number. */
  public static Map<String, String> texts(Map<?, ?> map) {
    if (map.isEmpty()) {
      return Map.of();
    }
    Map<String, String> plain = new LinkedHashMap<>();
    map.forEach((key, value) -> plain.put(String.valueOf(key), NumberText.of(value)));
    return plain;
  }

  /**
   * Keeps the digits of decimals; of one that Java writes with an exponent, the significant ones.
   */
  private static Object real(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      return text.indexOf('E') < 0 ? number : number.stripTrailingZeros();
    } catch (NumberFormatException e) {
      // NaN or Infinity, which JSON cannot express as a number.
      return text;
    }
  }

  private static @Nullable Object byJackson(Object value) {
    try {
      BoundedWriter text = new BoundedWriter();
      Json.mapper().writeValue(text, value);
      return Json.mapper().readValue(text.toString(), Object.class);
    } catch (BoundedWriter.TooLong e) {
      throw ValueLimits.tooLong();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "of "
              + value.getClass().getName()
              + " cannot be kept: "
              + ValueLimits.foreign(e.getOriginalMessage(), SAID),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
