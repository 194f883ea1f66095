package io.balsam.engine.launch;

import io.balsam.engine.api.launcher.Order;
import io.balsam.engine.domain.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Orders that the owner has placed where room is: nothing waits. */
final class AtOnce implements Unbegun {

  private final Map<Long, Order> orders = new LinkedHashMap<>();

  @Override
  public void add(Order order) {
    orders.putIfAbsent(order.job(), order);
  }

  @Override
  public boolean remove(long job) {
    return orders.remove(job) != null;
  }

  @Override
  public void drain(int most, BiConsumer<Order, Placement> begin) {
    List<Order> now = orders.values().stream().limit(most).toList();
    now.forEach(order -> orders.remove(order.job()));
    now.forEach(order -> begin.accept(order, order.placement()));
  }

  @Override
  public void free(Order order, Placement placement) {}

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
