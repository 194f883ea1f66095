package io.balsam.spi;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's block of the site's settings. Every key that is read is recorded; after {@code create}
 * the engine rejects the keys that were not read and suggests the nearest known one. A provider's
 * {@code create} may be called again, without the keys it rejected, so that a user sees all
 * mistakes at once: it must have no external effect.
 */
public final class PluginConfig {

  /** Largest number of seconds; more than thirty years. */
  public static final int MOST_SECONDS = 999_999_999;

  private static final Pattern SPAN = Pattern.compile("(\\d+)\\s*([smhd])");
  private static final Pattern CLOCK = Pattern.compile("(?:(\\d+)-)?(\\d+):(\\d\\d)(?::(\\d\\d))?");

  private final Map<String, Object> values;
  private final Set<String> read = new TreeSet<>();
  private final Map<String, PluginConfig> blocks = new TreeMap<>();
  private String fault = "";

  /**
   * Creates a block.
   *
   * @param values keys and values as YAML has them; a key without a value counts as not set
   */
  public PluginConfig(Map<String, ?> values) {
    this.values = new LinkedHashMap<>(values);
    this.values.values().removeIf(Objects::isNull);
  }

  /** Returns a block in which nothing is set. */
  public static PluginConfig empty() {
    return new PluginConfig(Map.of());
  }

  /** Returns whether the key has a value. Does not count as reading it. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /**
   * Returns a text that must be set.
   *
   * @throws PluginException USER when it is not set, or is not a text
   */
  public String string(String key) {
    String text = string(key, "");
    if (text.isEmpty()) {
      throw wrong(key, "must be set");
    }
    return text;
  }

  /**
   * Returns a text. Numbers, true and false are taken as they are written.
   *
   * @throws PluginException USER when the value is a list or a block
   */
  public String string(String key, String defaultValue) {
    Object value = value(key, Object.class, defaultValue, "a string");
    if (value instanceof Map || value instanceof List) {
      throw wrong(key, value, "a string");
    }
    return value.toString();
  }

  /**
   * Returns a whole number.
   *
   * @param min smallest valid value; the default may be smaller, to mean "not set"
   * @throws PluginException USER when the value is not a whole number of at least {@code min}
   */
  public int integer(String key, int defaultValue, int min) {
    int number = value(key, Integer.class, defaultValue, "a whole number");
    if (number < min && number != defaultValue) {
      throw wrong(key, number, "a whole number of at least " + min);
    }
    return number;
  }

  /**
   * Returns a boolean, which may also be written {@code yes} or {@code no}, {@code on} or {@code
   * off}.
   *
   * @throws PluginException USER when the value is none of these
   */
  public boolean flag(String key, boolean defaultValue) {
    Object value = value(key, Object.class, defaultValue, "true or false");
    return switch (value.toString().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "on" -> true;
      case "false", "no", "n", "off" -> false;
      default -> throw wrong(key, value, "true or false");
    };
  }

  /**
   * Returns a duration that is written as a number of seconds.
   *
   * @throws PluginException USER when the value is not a number of seconds from 0 to {@link
   *     #MOST_SECONDS}
   */
  public Duration seconds(String key, Duration defaultValue) {
    Number number = value(key, Number.class, defaultValue.toMillis() / 1000.0, "a number");
    if (!(number.doubleValue() >= 0 && number.doubleValue() <= MOST_SECONDS)) {
      throw wrong(key, number, "a number of seconds from 0 to " + MOST_SECONDS);
    }
    return Duration.ofMillis(Math.round(number.doubleValue() * 1000));
  }

  /**
   * Returns a duration that is written as {@code 90s}, {@code 30m}, {@code 24h}, {@code 2d}, {@code
   * 1h30m}, {@code 1:30:00}, {@code 1-12:00:00}, or as a plain number of minutes.
   *
   * @throws PluginException USER when the value is none of these
   */
  public Duration duration(String key, Duration defaultValue) {
    Object value = value(key, Object.class, defaultValue, "");
    if (value instanceof Duration unset) {
      return unset;
    }
    if (value instanceof Integer minutes && minutes >= 0) {
      return Duration.ofMinutes(minutes);
    }
    if (value instanceof String text) {
      Optional<Duration> span = span(text.strip());
      if (span.isPresent()) {
        return span.get();
      }
    }
    throw wrong(key, value, "a length of time: 90s, 30m, 24h, 2d, 1:30:00 or a number of minutes");
  }

  private static Optional<Duration> span(String text) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofMinutes(Long.parseLong(text)));
    }
    Matcher clock = CLOCK.matcher(text);
    if (clock.matches()) {
      return Optional.of(
          Duration.ofDays(number(clock.group(1)))
              .plusHours(number(clock.group(2)))
              .plusMinutes(number(clock.group(3)))
              .plusSeconds(number(clock.group(4))));
    }
    if (!text.matches("(\\d{1,9}\\s*[smhd]\\s*)+")) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    Matcher part = SPAN.matcher(text);
    while (part.find()) {
      long number = number(part.group(1));
      sum =
          switch (part.group(2)) {
            case "s" -> sum.plusSeconds(number);
            case "m" -> sum.plusMinutes(number);
            case "h" -> sum.plusHours(number);
            default -> sum.plusDays(number);
          };
    }
    return Optional.of(sum);
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /**
   * Returns a list of texts. Numbers, true and false are taken as they are written.
   *
   * @throws PluginException USER when the value is not a list of texts
   */
  public List<String> strings(String key, List<String> defaultValue) {
    List<?> list = value(key, List.class, defaultValue, "a list of strings");
    return list.stream()
        .map(
            item -> {
              if (item == null || item instanceof Map || item instanceof List) {
                throw wrong(key, String.valueOf(item), "a list of strings");
              }
              return item.toString();
            })
        .toList();
  }

  /**
   * Returns texts by name, in the order written. Numbers, true and false are taken as they are
   * written; a name without a value has an empty text.
   *
   * @return empty when the key is not set
   * @throws PluginException USER when the value is not a block of names and strings
   */
  public Map<String, String> texts(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    entries(key, "a block of names and strings")
        .forEach(
            (name, value) -> {
              if (value instanceof Map || value instanceof List) {
                throw wrong(key + "." + name, value, "a string");
              }
              texts.put(name, value == null ? "" : value.toString());
            });
    return texts;
  }

  /**
   * Returns a block nested in this one.
   *
   * @return an empty block when the key is not set
   * @throws PluginException USER when the value is not a block
   */
  public PluginConfig block(String key) {
    PluginConfig known = blocks.get(key);
    if (known == null) {
      known = new PluginConfig(entries(key, "a block"));
      blocks.put(key, known);
    }
    return known;
  }

  /**
   * Returns blocks by name, in the order written: a block of blocks, or a list of blocks of one
   * name each.
   *
   * @return empty when the key is not set
   * @throws PluginException USER when the value is neither
   */
  public Map<String, PluginConfig> blocks(String key) {
    Map<String, PluginConfig> found = new LinkedHashMap<>();
    entries(key, "blocks by name")
        .forEach(
            (name, value) -> {
              String path = key + "." + name;
              PluginConfig block =
                  blocks.computeIfAbsent(
                      path,
                      p -> {
                        if (value != null && !(value instanceof Map)) {
                          throw wrong(path, value, "a block");
                        }
                        return new PluginConfig(value == null ? Map.of() : keys((Map<?, ?>) value));
                      });
              found.put(name, block);
            });
    return found;
  }

  /** Returns the entries of a map, or of a list of maps; empty when the key is not set. */
  private Map<String, @Nullable Object> entries(String key, String wanted) {
    Object value = value(key, Object.class, Map.of(), wanted);
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    List<?> parts = value instanceof List<?> list ? list : List.of(value);
    for (Object part : parts) {
      if (!(part instanceof Map<?, ?> map)) {
        throw wrong(key, value, wanted);
      }
      for (Map.Entry<String, @Nullable Object> entry : keys(map).entrySet()) {
        if (entries.containsKey(entry.getKey())) {
          throw wrong(key, "'" + entry.getKey() + "' is there twice");
        }
        entries.put(entry.getKey(), entry.getValue());
      }
    }
    return entries;
  }

  private static Map<String, @Nullable Object> keys(Map<?, ?> map) {
    Map<String, @Nullable Object> keyed = new LinkedHashMap<>();
    map.forEach((name, value) -> keyed.put(String.valueOf(name), value));
    return keyed;
  }

  /** Returns the keys that are set but have not been read; those of nested blocks with dots. */
  public Set<String> unread() {
    Set<String> unread = new TreeSet<>(values.keySet());
    unread.removeAll(read);
    blocks.forEach((path, block) -> block.unread().forEach(key -> unread.add(path + "." + key)));
    return unread;
  }

  /**
   * Returns the keys that have been asked for so far, which are those the plugin supports. Keys of
   * nested blocks have dots.
   */
  public Set<String> known() {
    Set<String> known = new TreeSet<>(read);
    blocks.forEach((path, block) -> block.known().forEach(key -> known.add(path + "." + key)));
    return Set.copyOf(known);
  }

  /**
   * Returns an error about the value of a key, to be thrown. The engine adds the key's position.
   *
   * @param what what is wrong with the value, for people
   */
  public PluginException wrong(String key, String what) {
    fault = key;
    return new PluginException(ErrorKind.USER, "%s: %s".formatted(key, what));
  }

  /** Returns the key of the last error, with dots for a nested block; empty when there was none. */
  public String fault() {
    if (!fault.isEmpty()) {
      return fault;
    }
    for (Map.Entry<String, PluginConfig> block : blocks.entrySet()) {
      String inner = block.getValue().fault();
      if (!inner.isEmpty()) {
        return block.getKey() + "." + inner;
      }
    }
    return "";
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

  private PluginException wrong(String key, Object value, String wanted) {
    return wrong(key, "%s: must be %s".formatted(value.equals("") ? "''" : value, wanted));
  }
}
