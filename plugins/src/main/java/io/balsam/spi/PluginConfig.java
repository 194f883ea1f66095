package io.balsam.spi;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A plugin's block of the site's settings. Every key that is read is remembered; after {@code
 * create} the engine refuses the keys nobody read, with the nearest one that was.
 */
public final class PluginConfig {

  private final Map<String, Object> values;
  private final Set<String> read = new TreeSet<>();

  /**
   * @param values keys and values as YAML has them; a key without a value counts as not set
   */
  public PluginConfig(Map<String, ?> values) {
    this.values = new HashMap<>(values);
    this.values.values().removeIf(Objects::isNull);
  }

  /** A block in which nothing is set. */
  public static PluginConfig empty() {
    return new PluginConfig(Map.of());
  }

  /**
   * A text that must be set.
   *
   * @throws PluginException USER when it is not set, or no text
   */
  public String string(String key) {
    String text = string(key, "");
    if (text.isEmpty()) {
      throw new PluginException(ErrorKind.USER, "%s: must be set".formatted(key));
    }
    return text;
  }

  /**
   * A text.
   *
   * @throws PluginException USER when the value is not a text
   */
  public String string(String key, String defaultValue) {
    return value(key, String.class, defaultValue, "a text");
  }

  /**
   * A whole number.
   *
   * @param min the smallest that makes sense; the default may be smaller, to mean "not set"
   * @throws PluginException USER when the value is not a whole number from {@code min} up
   */
  public int integer(String key, int defaultValue, int min) {
    int number = value(key, Integer.class, defaultValue, "a whole number");
    if (number < min && number != defaultValue) {
      throw wrong(key, number, "a whole number of at least " + min);
    }
    return number;
  }

  /**
   * True or false.
   *
   * @throws PluginException USER when the value is neither true nor false
   */
  public boolean flag(String key, boolean defaultValue) {
    return value(key, Boolean.class, defaultValue, "true or false");
  }

  /**
   * A length of time, written as a number of seconds.
   *
   * @throws PluginException USER when the value is not a number of seconds from 0 up
   */
  public Duration seconds(String key, Duration defaultValue) {
    Number number = value(key, Number.class, defaultValue.toMillis() / 1000.0, "a number");
    if (!(number.doubleValue() >= 0)) {
      throw wrong(key, number, "a number of seconds from 0 up");
    }
    return Duration.ofMillis(Math.round(number.doubleValue() * 1000));
  }

  /**
   * A list of texts.
   *
   * @throws PluginException USER when the value is not a list of texts
   */
  public List<String> strings(String key, List<String> defaultValue) {
    List<?> list = value(key, List.class, defaultValue, "a list of texts");
    return list.stream()
        .map(
            item -> {
              if (item instanceof String text) {
                return text;
              }
              throw wrong(key, String.valueOf(item), "a list of texts");
            })
        .toList();
  }

  /** Keys that are set but that nobody has read so far. */
  public Set<String> unread() {
    Set<String> unread = new TreeSet<>(values.keySet());
    unread.removeAll(read);
    return unread;
  }

  /** Keys that have been asked for so far: what the plugin knows. */
  public Set<String> known() {
    return Set.copyOf(read);
  }

  private <T> T value(String key, Class<T> type, T defaultValue, String wanted) {
    read.add(key);
    Object value = values.get(key);
    if (value == null) {
      return defaultValue;
    }
    if (!type.isInstance(value)) {
      throw wrong(key, value, wanted);
    }
    return type.cast(value);
  }

  private static PluginException wrong(String key, Object value, String wanted) {
    return new PluginException(ErrorKind.USER, "%s: %s: must be %s".formatted(key, value, wanted));
  }
}
