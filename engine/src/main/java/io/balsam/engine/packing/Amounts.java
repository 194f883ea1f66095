package io.balsam.engine.packing;

import io.balsam.engine.domain.Resources;
import java.util.HashMap;
import java.util.Map;

/** Amounts of memory and named resources of one node or of the site, and the rest that is free. */
final class Amounts {

  /** Key of memory; no named resource may have this name. */
  static final String MEMORY = "memory";

  private final Map<String, Long> all;
  private final Map<String, Long> left;

  Amounts(Map<String, Long> all) {
    this.all = Map.copyOf(all);
    left = new HashMap<>(all);
  }

  /** Returns the amounts of a node, multiplied by a factor. */
  static Amounts of(long memory, Map<String, Integer> named, double times) {
    Map<String, Long> all = new HashMap<>();
    all.put(MEMORY, (long) (memory * times));
    named.forEach((name, count) -> all.put(name, (long) (count * times)));
    return new Amounts(all);
  }

  /** Returns the amounts that a request asks for. */
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

  /** Returns whether the amounts would be enough if nothing were taken. */
  boolean enough(Map<String, Long> wanted) {
    return wanted.entrySet().stream().allMatch(one -> one.getValue() <= all(one.getKey()));
  }

  boolean fits(Map<String, Long> wanted) {
    if (wanted.isEmpty()) {
      return true;
    }
    return wanted.entrySet().stream().allMatch(one -> one.getValue() <= left(one.getKey()));
  }

  /** Takes amounts. The rest may become negative, when what was taken exceeds a smaller total. */
  void take(Map<String, Long> wanted) {
    wanted.forEach((name, count) -> left.merge(name, -count, Long::sum));
  }

  void giveBack(Map<String, Long> wanted) {
    wanted.forEach((name, count) -> left.merge(name, count, Long::sum));
  }
}
