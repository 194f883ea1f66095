package io.balsam.engine.packing;

import io.balsam.engine.domain.Resources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All request queues that are not empty, smallest requests first. */
final class RequestQueues {

  private static final Comparator<RequestQueue> SMALLEST_FIRST =
      Comparator.comparingInt(line -> line.size);

  private final Comparator<RequestQueue.Rank> order;
  private final Map<Resources, RequestQueue> byRequest = new HashMap<>();

  /** Requests for a part of one node. */
  private final List<RequestQueue> narrow = new ArrayList<>();

  /** Requests for several nodes. */
  private final List<RequestQueue> wide = new ArrayList<>();

  RequestQueues(RankPolicy policy) {
    order = RequestQueue.Rank.order(policy);
  }

  @Nullable RequestQueue get(Resources resources) {
    return byRequest.get(resources);
  }

  /** Returns the queue of a request, a new one when there is none. */
  RequestQueue of(Resources resources) {
    RequestQueue known = byRequest.get(resources);
    if (known != null) {
      return known;
    }
    RequestQueue line = new RequestQueue(resources, order);
    byRequest.put(resources, line);
    List<RequestQueue> list = list(line);
    list.add(place(list, line), line);
    return line;
  }

  void remove(RequestQueue line) {
    byRequest.remove(line.resources);
    List<RequestQueue> list = list(line);
    int at = place(list, line);
    while (list.get(at) != line) {
      at++;
    }
    list.remove(at);
  }

  Collection<RequestQueue> all() {
    return byRequest.values();
  }

  /**
   * Calls back with the queues that are not ruled out at once; does not look at the many too large.
   */
  void eachThatMayFit(NodePool pool, Consumer<RequestQueue> sink) {
    if (!pool.full()) {
      small(narrow, pool.mostCores(), pool, sink);
    }
    small(wide, pool.emptyNodes(), pool, sink);
  }

  private static void small(
      List<RequestQueue> lines, int most, NodePool pool, Consumer<RequestQueue> sink) {
    for (int i = 0; i < lines.size() && lines.get(i).size <= most; i++) {
      if (pool.mayFit(lines.get(i))) {
        sink.accept(lines.get(i));
      }
    }
  }

  private List<RequestQueue> list(RequestQueue line) {
    return line.resources.multiNode() ? wide : narrow;
  }

  /** Returns the first index for a queue of that size. */
  private static int place(List<RequestQueue> list, RequestQueue line) {
    int found = Collections.binarySearch(list, line, SMALLEST_FIRST);
    int at = found < 0 ? -found - 1 : found;
    while (at > 0 && list.get(at - 1).size == line.size) {
      at--;
    }
    return at;
  }
}
