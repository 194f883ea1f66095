package io.balsam.engine.transfer;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Queue of what is to be moved: the most urgent first, equally urgent ones in the order added. */
final class UrgencyQueue<T> {

  private final TreeMap<Urgency, Queue<T>> byUrgency = new TreeMap<>();
  private int size;

  void add(Urgency urgency, T one) {
    byUrgency.computeIfAbsent(urgency, key -> new ArrayDeque<>()).add(one);
    size++;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Returns the next one; null when there is none. */
  @Nullable T peek() {
    Map.Entry<Urgency, Queue<T>> first = byUrgency.firstEntry();
    return first == null ? null : first.getValue().peek();
  }

  /** Removes and returns the next one; null when there is none. */
  @Nullable T poll() {
    Map.Entry<Urgency, Queue<T>> first = byUrgency.firstEntry();
    if (first == null) {
      return null;
    }
    T one = first.getValue().remove();
    size--;
    if (first.getValue().isEmpty()) {
      byUrgency.remove(first.getKey());
    }
    return one;
  }

  void removeIf(Predicate<T> unwanted) {
    byUrgency.values().forEach(queue -> queue.removeIf(unwanted));
    byUrgency.values().removeIf(Collection::isEmpty);
    size = byUrgency.values().stream().mapToInt(Collection::size).sum();
  }

  /** Returns all, the next one first. */
  Stream<T> stream() {
    return byUrgency.values().stream().flatMap(Collection::stream);
  }
}
