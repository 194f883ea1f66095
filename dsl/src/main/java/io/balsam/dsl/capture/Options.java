package io.balsam.dsl.capture;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.dsl.value.BadValue;
import io.balsam.dsl.value.Durations;
import io.balsam.engine.text.Nearest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code key: value} pairs behind a word. Every key must be known, and every value valid. */
final class Options {

  private final String word;
  private final Map<String, Object> given;
  private final SourcePosition at;
  private final ProblemLog problems;

  Options(
      String word,
      Map<String, Object> given,
      List<String> known,
      SourcePosition at,
      ProblemLog problems) {
    this.word = word;
    this.given = given;
    this.at = at;
    this.problems = problems;
    for (String key : given.keySet()) {
      if (!known.contains(key)) {
        at.inside(key)
            .report(
                problems,
                "'" + word + "' has no '" + key + ":'",
                Nearest.question(key, known, "known: " + String.join(", ", known)));
      }
    }
  }

  boolean has(String key) {
    return given.containsKey(key);
  }

  @Nullable Object get(String key) {
    return given.get(key);
  }

  String text(String key, String otherwise) {
    Object value = given.get(key);
    if (value == null || value instanceof CharSequence) {
      return value == null ? otherwise : value.toString();
    }
    return bad(key, "must be a string", otherwise);
  }

  boolean yes(String key, boolean otherwise) {
    Object value = given.get(key);
    if (value == null || value instanceof Boolean) {
      return value == null ? otherwise : (Boolean) value;
    }
    return bad(key, "must be true or false", otherwise);
  }

  Duration duration(String key, Duration otherwise) {
    if (!given.containsKey(key)) {
      return otherwise;
    }
    try {
      return Durations.of(given.get(key));
    } catch (BadValue e) {
      return bad(key, String.valueOf(e.getMessage()), otherwise);
    }
  }

  int whole(String key, int least, int otherwise) {
    if (!given.containsKey(key)) {
      return otherwise;
    }
    try {
      return Numbers.whole(given.get(key), least);
    } catch (BadValue e) {
      return bad(key, String.valueOf(e.getMessage()), otherwise);
    }
  }

  /** Returns one name, or the names of a list; none where it is not given. */
  List<String> names(String key, int most) {
    Object value = given.get(key);
    List<?> list =
        value == null ? List.of() : value instanceof List<?> some ? some : List.of(value);
    if (!list.stream().allMatch(CharSequence.class::isInstance)) {
      return bad(key, "must be a name or a list of names", List.of());
    }
    List<String> names = list.stream().map(String::valueOf).toList();
    if (names.size() > most) {
      return bad(key, "has " + names.size() + " names, and " + most + " are allowed", List.of());
    }
    return Set.copyOf(names).size() < names.size()
        ? bad(key, "has a name twice", List.of())
        : names;
  }

  /** Reports a bad value and returns another one. */
  <T> T bad(String key, String message, T otherwise) {
    at.inside(key).report(problems, "'" + key + ":' of '" + word + "' " + message, "");
    return otherwise;
  }
}
