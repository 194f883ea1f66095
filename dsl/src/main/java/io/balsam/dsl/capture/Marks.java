package io.balsam.dsl.capture;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.Reference;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.Hook;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Computes marks that show whether a script that is read again has the same code: an app's own text
 * and values, and the variables of the script that its hooks and its function use. Only plain data
 * is compared.
 */
final class Marks {

  private final Binding variables;

  Marks(Binding variables) {
    this.variables = variables;
  }

  /**
   * Returns the marks of an app with code; empty for one without.
   *
   * @param app app with its fingerprint
   * @param uses the names that its code mentions
   */
  Map<String, String> of(App app, Set<String> uses) {
    List<Closure<?>> code = code(app);
    if (code.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> values = new TreeMap<>();
    for (Object name : variables.getVariables().keySet()) {
      if (uses.contains(String.valueOf(name))) {
        put(values, String.valueOf(name), variables.getVariable(String.valueOf(name)));
      }
    }
    code.forEach(one -> captured(one, values));
    Map<String, String> marks = new LinkedHashMap<>();
    marks.put(app.name(), AppFingerprint.sha256(app.fingerprint()).substring(0, 16));
    values.forEach(
        (name, value) ->
            written(value)
                .ifPresent(
                    text ->
                        marks.put(
                            app.name() + "/" + name,
                            AppFingerprint.sha256(text).substring(0, 16))));
    return marks;
  }

  private static List<Closure<?>> code(App app) {
    List<Closure<?>> code = new ArrayList<>();
    for (Hook hook : app.hooks().values()) {
      if (hook instanceof HookCode own) {
        code.add(own.code());
      }
    }
    if (app.body() instanceof AppBody.Function function
        && function.code() instanceof FunctionBody own) {
      code.add(own.code());
    }
    return code;
  }

  /** Adds the variables that a closure captures; it has a field for each. */
  private static void captured(Closure<?> code, Map<String, Object> values) {
    for (Field field : code.getClass().getDeclaredFields()) {
      if (field.getType() == Reference.class) {
        try {
          field.setAccessible(true);
          put(values, field.getName(), ((Reference<?>) field.get(code)).get());
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  @SuppressWarnings("NullAway") // A variable may well be null.
  private static void put(Map<String, Object> values, String name, @Nullable Object value) {
    values.put(name, value);
  }

  /** Returns plain data as a string; empty for anything else. */
  private static Optional<String> written(@Nullable Object value) {
    if (value == null
        || value instanceof CharSequence
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Duration) {
      return Optional.of(String.valueOf(value));
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Optional<String> text = written(entry.getValue());
        if (text.isEmpty()) {
          return text;
        }
        sorted.put(String.valueOf(entry.getKey()), text.get());
      }
      return Optional.of(sorted.toString());
    }
    if (value instanceof Collection<?> list) {
      StringBuilder all = new StringBuilder("[");
      for (Object one : list) {
        Optional<String> text = written(one);
        if (text.isEmpty()) {
          return text;
        }
        all.append(text.get()).append('\n');
      }
      return Optional.of(all.append(']').toString());
    }
    return Optional.empty();
  }
}
