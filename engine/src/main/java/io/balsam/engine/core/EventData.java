package io.balsam.engine.core;

import io.balsam.engine.domain.ValueLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bounds the data of events: messages and output of other programs, of any length and kind. */
final class EventData {

  private static final int MOST = 10_000;

  private EventData() {}

  /** Returns the data in a form that can be stored and read again. */
  static Map<String, Object> bounded(Map<String, Object> data) {
    if (data.isEmpty()) {
      return data;
    }
    Map<String, Object> bounded = new LinkedHashMap<>();
    data.forEach((name, value) -> bounded.put(name, bounded(value)));
    return bounded;
  }

  private static Object bounded(Object value) {
    if (value instanceof String text) {
      return ValueLimits.foreign(text, MOST);
    }
    return value instanceof List<?> list ? list.stream().map(EventData::bounded).toList() : value;
  }
}
