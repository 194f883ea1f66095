package io.balsam.engine.packing;

import io.balsam.engine.domain.Resources;
import java.util.HashMap;
import java.util.Map;

/** What there is in one place of memory and of things by name, and what is left of it. */
final class Amounts {

  /** In the place of a name; no other thing may be called so. */
  static final String MEMORY = "memory";

  private final Map<String, Long> all;
  private final Map<String, Long> left;

  Amounts(Map<String, Long> all) {
    this.all = Map.copyOf(all);
    left = new HashMap<>(all);
  }

  /** What a node has, given out so many times. */
  static Amounts of(long memory, Map<String, Integer> named, double times) {
    Map<String, Long> all = new HashMap<>();
    all.put(MEMORY, (long) (memory * times));
    named.forEach((name, count) -> all.put(name, (long) (count * times)));
    return new Amounts(all);
  }

  /** What a request asks for. */
  static Map<String, Long> wanted(Resources resources) {
    if (resources.memory() == 0 && resources.named().isEmpty()) {
      return Map.of();
    }
    Map<String, Long> wanted = new HashMap<>();
    if (resources.memory() > 0) {
      wanted.put(MEMORY, resources.memory());
    }
    resources.named().forEach((name, count) -> wanted.put(name, (long) count));
    return wanted;
  }

  boolean has(String name) {
    return all.containsKey(name);
  }

  Map<String, Long> all() {
    return all;
  }

  long all(String name) {
    return all.getOrDefault(name, 0L);
  }

  long left(String name) {
    return left.getOrDefault(name, 0L);
  }

  /** Whether it would be enough if nothing were taken. */
  boolean enough(Map<String, Long> wanted) {
    return wanted.entrySet().stream().allMatch(one -> one.getValue() <= all(one.getKey()));
  }

  boolean fits(Map<String, Long> wanted) {
    if (wanted.isEmpty()) {
      return true;
    }
    return wanted.entrySet().stream().allMatch(one -> one.getValue() <= left(one.getKey()));
  }

  /** Less than nothing may be left: of what was taken when there was more of it. */
  void take(Map<String, Long> wanted) {
    wanted.forEach((name, count) -> left.merge(name, -count, Long::sum));
  }

  void giveBack(Map<String, Long> wanted) {
    wanted.forEach((name, count) -> left.merge(name, count, Long::sum));
  }
}
