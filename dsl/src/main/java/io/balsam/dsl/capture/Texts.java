package io.balsam.dsl.capture;

import io.balsam.dsl.value.BadValue;
import io.balsam.dsl.value.PlainValues;
import io.balsam.engine.domain.NumberText;
import io.balsam.engine.domain.ValueLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads maps whose values become strings: environment, tags, launch options. */
final class Texts {

  private Texts() {}

  static Map<String, String> of(
      Block block, String word, Map<String, String> before, Map<String, Object> values) {
    Map<String, String> all = new LinkedHashMap<>(before);
    ValueLimits together = new ValueLimits();
    try {
      together.enter(values.size());
      // Keys may be anything in a script, so they need not be strings.
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) values).entrySet()) {
        String key = together.name(String.valueOf(entry.getKey()));
        String text = text(block, word, key, entry.getValue());
        if (text != null) {
          all.put(key, together.part(text));
        }
      }
    } catch (IllegalArgumentException e) {
      block.here(word).report(block.problems(), "'" + word + "' " + e.getMessage(), "");
    }
    return all;
  }

  /** Returns the value as a string; null for a value that is none, which is reported. */
  private static @Nullable String text(
      Block block, String word, String key, @Nullable Object value) {
    try {
      Object plain = PlainValues.value(value);
      if (plain == null || plain instanceof Map || plain instanceof List) {
        throw new BadValue("must be a string, not " + PlainValues.kind(value));
      }
      String text = NumberText.of(plain);
      check(word, key, text);
      return text;
    } catch (BadValue e) {
      block
          .here(word)
          .inside(key)
          .report(block.problems(), "'" + key + ":' of '" + word + "' " + e.getMessage(), "");
      return null;
    }
  }

  private static void check(String word, String key, String text) throws BadValue {
    try {
      if (word.equals("tags")) {
        ValueLimits.tag(key, text);
      } else if (text.indexOf('\0') >= 0) {
        throw new BadValue("contains a NUL character");
      }
    } catch (IllegalArgumentException e) {
      throw new BadValue(String.valueOf(e.getMessage()));
    }
  }
}
