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

/** All lines that somebody waits in, smallest requests first. */
final class Lines {

  private static final Comparator<Line> SMALLEST_FIRST = Comparator.comparingInt(line -> line.size);

  private final Map<Resources, Line> byRequest = new HashMap<>();

  /** For a part of one node. */
  private final List<Line> narrow = new ArrayList<>();

  /** For several nodes. */
  private final List<Line> wide = new ArrayList<>();

  @Nullable Line get(Resources resources) {
    return byRequest.get(resources);
  }

  /** The line of a request, a new one when there is none. */
  Line of(Resources resources) {
    Line known = byRequest.get(resources);
    if (known != null) {
      return known;
    }
    Line line = new Line(resources);
    byRequest.put(resources, line);
    List<Line> list = list(line);
    list.add(place(list, line), line);
    return line;
  }

  void remove(Line line) {
    byRequest.remove(line.resources);
    List<Line> list = list(line);
    int at = place(list, line);
    while (list.get(at) != line) {
      at++;
    }
    list.remove(at);
  }

  Collection<Line> all() {
    return byRequest.values();
  }

  /** Calls back with those that are not ruled out at once; does not look at the many too large. */
  void eachThatMayFit(NodePool pool, Consumer<Line> sink) {
    if (!pool.full()) {
      small(narrow, pool.mostCores(), pool, sink);
    }
    small(wide, pool.emptyNodes(), pool, sink);
  }

  private static void small(List<Line> lines, int most, NodePool pool, Consumer<Line> sink) {
    for (int i = 0; i < lines.size() && lines.get(i).size <= most; i++) {
      if (pool.mayFit(lines.get(i))) {
        sink.accept(lines.get(i));
      }
    }
  }

  private List<Line> list(Line line) {
    return line.resources.multiNode() ? wide : narrow;
  }

  /** The first place for a line of that size. */
  private static int place(List<Line> list, Line line) {
    int found = Collections.binarySearch(list, line, SMALLEST_FIRST);
    int at = found < 0 ? -found - 1 : found;
    while (at > 0 && list.get(at - 1).size == line.size) {
      at--;
    }
    return at;
  }
}
