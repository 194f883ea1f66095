package io.balsam.dsl.capture;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The map {@code params} of a script: read-only, and an undeclared name is a mistake rather than
 * null.
 */
final class Params extends AbstractMap<String, Object> {

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Names names;

  Params(Names names) {
    this.names = names;
  }

  void declare(String name, Object value) {
    values.put(name, value);
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    Object value = values.get(key);
    return value == null ? names.unknownParameter(String.valueOf(key), values.keySet()) : value;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return values.containsKey(key);
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return Collections.unmodifiableMap(values).entrySet();
  }
}
