package io.balsam.engine.config;

import io.balsam.engine.text.Nearest;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Creates objects from blocks of the settings, and collects all mistakes in a block.
 *
 * <p>{@code create} throws at the first wrong value, so it is called again without the key it
 * rejected, until it succeeds or reports nothing new: all mistakes of a block are reported at once.
 * It must therefore have no external effect. Unknown keys are reported only where reading came to
 * its end.
 */
public final class ConfigReader {

  private static final int MOST_COMPLAINTS = 20;

  private ConfigReader() {}

  /**
   * Creates an object from its block.
   *
   * @param what owner of the block, for people
   * @param create reads the block; called again without the key it rejected, to find the next
   *     mistake
   * @throws PluginException USER with a line for each mistake: where, what, and what would be right
   */
  public static <T> T make(String what, ConfigBlock block, Function<PluginConfig, T> create) {
    List<String> complaints = new ArrayList<>();
    Set<String> faults = new HashSet<>();
    Map<String, Object> values = new LinkedHashMap<>(block.values());
    while (true) {
      PluginConfig config = new PluginConfig(values);
      T made = null;
      try {
        made = create.apply(config);
      } catch (PluginException e) {
        String fault = config.fault();
        if (e.kind() != ErrorKind.USER) {
          throw e.kind() == ErrorKind.INTERNAL
              ? e
              : new PluginException(e.kind(), what + ": " + e.getMessage(), e);
        }
        // A key that is missing only because it was removed has been reported already.
        if (faults.add(fault)) {
          complaints.add(line(what, fault, block, String.valueOf(e.getMessage())));
        }
        if (complaints.size() < MOST_COMPLAINTS && remove(values, fault)) {
          continue;
        }
      }
      unread(what, config, block, made != null, complaints);
      if (made != null && complaints.isEmpty()) {
        return made;
      }
      throw new PluginException(
          ErrorKind.USER, complaints.stream().distinct().collect(Collectors.joining("\n")));
    }
  }

  /**
   * Reports unread keys. Where reading was broken off, only a key similar to one that was read is
   * certainly a mistake.
   */
  private static void unread(
      String what,
      PluginConfig config,
      ConfigBlock block,
      boolean readToEnd,
      List<String> complaints) {
    for (String key : config.unread()) {
      String inside = key.substring(0, key.lastIndexOf('.') + 1);
      Set<String> known =
          config.known().stream()
              .filter(name -> name.startsWith(inside))
              .map(name -> name.substring(inside.length()))
              .filter(name -> name.indexOf('.') < 0)
              .collect(Collectors.toCollection(TreeSet::new));
      String name = key.substring(inside.length());
      if (!readToEnd && Nearest.to(name, known).isEmpty()) {
        continue;
      }
      String where = inside.isEmpty() ? "" : inside.substring(0, inside.length() - 1) + ": ";
      String hint =
          Nearest.question(
              name,
              known,
              known.isEmpty() ? "it has no settings" : "known keys: " + String.join(", ", known));
      complaints.add(line(what, key, block, "%sunknown key '%s': %s".formatted(where, name, hint)));
    }
  }

  private static String line(String what, String key, ConfigBlock block, String complaint) {
    String place = place(key, block);
    return (place.isEmpty() ? "" : place + ": ") + what + ": " + complaint;
  }

  /** Returns the place of a key, or of the innermost block that it is missing in. */
  private static String place(String key, ConfigBlock block) {
    String place = key.isEmpty() ? "" : block.places().apply(key);
    int dot = key.lastIndexOf('.');
    return place.isEmpty() && dot > 0 ? place(key.substring(0, dot), block) : place;
  }

  /** Removes the key at the end of a dotted path; returns false when there is none. */
  private static boolean remove(Map<String, Object> values, String path) {
    if (path.isEmpty()) {
      return false;
    }
    if (values.containsKey(path)) {
      values.remove(path);
      return true;
    }
    int dot = path.indexOf('.');
    if (dot < 0) {
      return false;
    }
    String head = path.substring(0, dot);
    Object copy = without(values.get(head), path.substring(dot + 1));
    if (copy == null) {
      return false;
    }
    values.put(head, copy);
    return true;
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Object without(@Nullable Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>((Map<String, Object>) map);
      return remove(copy, path) ? copy : null;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list);
      for (int i = 0; i < copy.size(); i++) {
        Object part = without(copy.get(i), path);
        if (part != null) {
          copy.set(i, part);
          return copy;
        }
      }
    }
    return null;
  }
}
