package io.balsam.dsl.value;

import groovy.lang.Closure;
import io.balsam.dsl.grammar.HookJob;
import io.balsam.dsl.grammar.JobHandle;
import io.balsam.engine.domain.ValueLimits;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts to data that can be stored: null, text, number, boolean, lists and maps of those. */
public final class PlainValues {

  private PlainValues() {}

  /**
   * Returns a copy of a value: later changes by the script do not affect it. Files and durations
   * become strings.
   *
   * @throws BadValue when something in it cannot be stored
   */
  public static @Nullable Object value(@Nullable Object value) throws BadValue {
    try {
      return value(value, new ValueLimits());
    } catch (IllegalArgumentException e) {
      throw new BadValue(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Object value(@Nullable Object value, ValueLimits limits)
      throws BadValue {
    if (value == null) {
      limits.nothing();
      return null;
    }
    if (value instanceof String || value instanceof Boolean) {
      return limits.part(value);
    }
    if (value instanceof CharSequence
        || value instanceof Character
        || value instanceof File
        || value instanceof Path
        || value instanceof Enum<?>) {
      return limits.part(value.toString());
    }
    if (value instanceof Duration duration) {
      return limits.part(DurationText.of(duration));
    }
    if (value instanceof Number number) {
      return limits.part(number(number));
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, limits);
    }
    if (value instanceof Collection<?> list) {
      return list(list, limits);
    }
    if (value instanceof Object[] array) {
      return list(Arrays.asList(array), limits);
    }
    throw new BadValue("cannot be stored: it is " + kind(value));
  }

  /** Returns a copy of a map, whose keys become strings. */
  public static Map<String, Object> map(Map<?, ?> map) throws BadValue {
    try {
      return map(map, new ValueLimits());
    } catch (IllegalArgumentException e) {
      throw new BadValue(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, Object> map(Map<?, ?> map, ValueLimits limits) throws BadValue {
    limits.enter(map.size());
    Map<String, Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      put(copy, limits.name(String.valueOf(entry.getKey())), value(entry.getValue(), limits));
    }
    limits.leave();
    return copy;
  }

  @SuppressWarnings("NullAway") // Null is a value that JSON can say.
  private static void put(Map<String, Object> map, String key, @Nullable Object value) {
    map.put(key, value);
  }

  private static List<@Nullable Object> list(Collection<?> list, ValueLimits limits)
      throws BadValue {
    limits.enter(list.size());
    List<@Nullable Object> copy = new ArrayList<>();
    for (Object element : list) {
      copy.add(value(element, limits));
    }
    limits.leave();
    return copy;
  }

  private static Number number(Number number) throws BadValue {
    if (!Double.isFinite(number.doubleValue()) && !(number instanceof BigDecimal)) {
      throw new BadValue("must be a finite number, not " + number);
    }
    if (number instanceof Short || number instanceof Byte) {
      return number.intValue();
    }
    if (number instanceof Float) {
      return Double.valueOf(number.toString());
    }
    if (number instanceof Integer
        || number instanceof Long
        || number instanceof Double
        || number instanceof BigDecimal
        || number instanceof BigInteger) {
      return number;
    }
    return number.longValue();
  }

  /** Describes a value for people: {@code text 'abc'}, {@code a list}, {@code nothing}. */
  public static String kind(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof CharSequence text) {
      return "the string '" + text + "'";
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Collection<?> || value.getClass().isArray()) {
      return "a list";
    }
    if (value instanceof Map<?, ?>) {
      return "a map";
    }
    if (value instanceof Closure<?>) {
      return "a block";
    }
    if (value instanceof Duration duration) {
      return "the duration " + DurationText.of(duration);
    }
    if (value instanceof JobHandle || value instanceof HookJob) {
      return "a job";
    }
    if (value instanceof File || value instanceof Path) {
      return "the file " + value;
    }
    String name = value.getClass().getSimpleName();
    if (name.isEmpty()) {
      return "an object without a type name";
    }
    return ("AEIOU".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
  }
}
