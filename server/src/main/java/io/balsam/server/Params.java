package io.balsam.server;

import io.balsam.engine.text.Nearest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Named values of a request, from its query or its form body, which have the same syntax. A name
 * may occur several times.
 */
final class Params {
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  /** Parses {@code a=1&b=2&a=3}. */
  static Params parse(String text) {
    Params params = new Params();
    for (String pair : text.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        params.add(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return params;
  }

  private static String decode(String text) {
    try {
      String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
      if (decoded.indexOf('\0') >= 0) {
        throw HttpProblem.badRequest("a value contains a NUL character");
      }
      return decoded;
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest("'" + text + "' is not valid percent-encoding");
    }
  }

  Params add(String name, Object value) {
    values.computeIfAbsent(name, n -> new ArrayList<>()).add(value.toString());
    return this;
  }

  Params addAll(String name, Iterable<?> all) {
    all.forEach(value -> add(name, value));
    return this;
  }

  Params addAll(Params other) {
    other.values.forEach(this::addAll);
    return this;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  String encode() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, all) -> {
          for (String value : all) {
            text.append(text.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
          }
        });
    return text.toString();
  }

  List<String> all(String name) {
    asked.add(name);
    return values.getOrDefault(name, List.of());
  }

  /** Reads every value of a name with a function that throws IllegalArgumentException. */
  <T> List<T> all(String name, String kind, Function<String, T> read) {
    return all(name).stream().map(text -> value(name, text, kind, read)).toList();
  }

  /** Reads the only value of a name. */
  <T> Optional<T> one(String name, String kind, Function<String, T> read) {
    List<T> found = all(name, kind, read);
    if (found.size() > 1) {
      throw HttpProblem.badRequest("'" + name + "' may be given only once");
    }
    return found.stream().findFirst();
  }

  List<Long> numbers(String name) {
    return all(name, "a whole number", Long::valueOf);
  }

  /** Reads names of an enum's constants. */
  <E extends Enum<E>> Set<E> constants(String name, Class<E> type, E[] known) {
    Map<String, E> names = new LinkedHashMap<>();
    for (E constant : known) {
      names.put(constant.name(), constant);
    }
    return constants(name, type, names);
  }

  /** Reads names of an enum's constants in small letters. */
  <E extends Enum<E>> Set<E> words(String name, Class<E> type) {
    Map<String, E> names = new LinkedHashMap<>();
    for (E constant : EnumSet.allOf(type)) {
      names.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    return constants(name, type, names);
  }

  private <E extends Enum<E>> Set<E> constants(String name, Class<E> type, Map<String, E> known) {
    Set<E> found = EnumSet.noneOf(type);
    all(name).forEach(word -> found.add(known(name, word, known)));
    return found;
  }

  /** Reads the only value of a name, which is one of some words. */
  <T> Optional<T> oneOf(String name, Map<String, T> known) {
    return one(name, "a word", word -> word).map(word -> known(name, word, known));
  }

  /** Returns what a word means; one that means nothing is refused with the nearest that does. */
  static <T> T known(String name, String word, Map<String, T> known) {
    T meaning = known.get(word);
    if (meaning == null) {
      boolean signed = word.startsWith("-");
      List<String> nearFirst =
          known.keySet().stream()
              .sorted(Comparator.comparing(other -> other.startsWith("-") != signed))
              .toList();
      String all = String.join(", ", known.keySet());
      String near = Nearest.to(word, nearFirst).map("; did you mean '%s'?"::formatted).orElse("");
      throw HttpProblem.badRequest(
          "'%s' must be one of %s, not '%s'%s".formatted(name, all, word, near));
    }
    return meaning;
  }

  long number(String name, long least, long most, long otherwise) {
    long value = one(name, "a whole number", Long::valueOf).orElse(otherwise);
    if (value < least || value > most) {
      throw HttpProblem.badRequest(
          "'" + name + "' must be from " + least + " to " + most + ", not " + value);
    }
    return value;
  }

  boolean flag(String name) {
    return one(name, "true or false", Params::bool).orElse(false);
  }

  private static boolean bool(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return text.equals("true");
  }

  private static <T> T value(String name, String text, String kind, Function<String, T> read) {
    try {
      return read.apply(text);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest("'" + name + "' must be " + kind + ", not '" + text + "'");
    }
  }

  /** Refuses names that were not read: a misspelt filter must not widen a command. */
  void nothingElse() {
    for (String name : values.keySet()) {
      if (!asked.contains(name)) {
        throw HttpProblem.badRequest(
            "there is no parameter '"
                + name
                + "' here: "
                + Nearest.question(name, asked, "known: " + String.join(", ", asked)));
      }
    }
  }
}
