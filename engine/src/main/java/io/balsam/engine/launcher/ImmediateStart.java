package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.domain.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Orders that the owner has placed where room is: nothing waits. */
final class ImmediateStart implements PendingAssignments {

  private final Map<Long, Assignment> orders = new LinkedHashMap<>();

  @Override
  public void add(Assignment order) {
    orders.putIfAbsent(order.job(), order);
  }

  @Override
  public boolean remove(long job) {
    return orders.remove(job) != null;
  }

  @Override
  public void drain(int most, BiConsumer<Assignment, Placement> begin) {
    List<Assignment> now = orders.values().stream().limit(most).toList();
    now.forEach(order -> orders.remove(order.job()));
    now.forEach(order -> begin.accept(order, order.placement()));
  }

  @Override
  public void free(Assignment order, Placement placement) {}

  @Override
  public List<Long> clear() {
    List<Long> jobs = new ArrayList<>(orders.keySet());
    orders.clear();
    return jobs;
  }

  @Override
  public boolean has(long job) {
    return orders.containsKey(job);
  }

  @Override
  public boolean isEmpty() {
    return orders.isEmpty();
  }
}
