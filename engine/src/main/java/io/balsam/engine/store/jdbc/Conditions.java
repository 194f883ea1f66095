package io.balsam.engine.store.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * SQL conditions that must all hold, with the lists of values that they name; values are only ever
 * passed as parameters.
 */
final class Conditions {

  private final List<String> parts = new ArrayList<>();
  private final Map<String, List<Long>> numbers = new LinkedHashMap<>();
  private final Map<String, List<String>> texts = new LinkedHashMap<>();
  private final Map<String, String> tags = new LinkedHashMap<>();

  /** Adds a condition. */
  Conditions and(String condition) {
    parts.add(condition);
    return this;
  }

  /**
   * Adds a condition on numbers, unless there are none.
   *
   * @param name name of the parameter that stands for them
   */
  Conditions anyOf(String name, Collection<Long> values, String condition) {
    if (!values.isEmpty()) {
      numbers.put(name, List.copyOf(values));
      parts.add(condition);
    }
    return this;
  }

  /** Adds a condition on texts, unless there are none. */
  Conditions anyTextOf(String name, Collection<String> values, String condition) {
    if (!values.isEmpty()) {
      texts.put(name, List.copyOf(values));
      parts.add(condition);
    }
    return this;
  }

  /** Adds a condition on names of constants, unless there are none. */
  Conditions anyNameOf(String name, Collection<? extends Enum<?>> values, String condition) {
    return anyTextOf(name, values.stream().map(Enum::name).toList(), condition);
  }

  /** Adds conditions on the tags of {@code job j}: it must have all of these. */
  Conditions tags(Map<String, String> all) {
    tags.putAll(all);
    for (int i = 0; i < all.size(); i++) {
      parts.add(
          "j.id in (select job from job_tag where name = :tag%d and content = :content%d)"
              .formatted(i, i));
    }
    return this;
  }

  /** Returns the clause; empty without a condition. */
  String where() {
    return parts.isEmpty() ? "" : " where " + String.join(" and ", parts);
  }

  <S extends SqlStatement<S>> S bind(S statement) {
    numbers.forEach((name, values) -> statement.bindArray(name, Long.class, values));
    texts.forEach((name, values) -> statement.bindArray(name, String.class, values));
    int i = 0;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      statement.bind("tag" + i, tag.getKey()).bind("content" + i, tag.getValue());
      i++;
    }
    return statement;
  }
}
