package io.balsam.views.dag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Boxes and the bends of long lines, layer by layer. Long lines that begin or end at one box share
 * their bends, so that they run together as long as possible.
 */
final class Layers {
  /** Points of the layers: boxes first, then bends. */
  final List<int[]> rows = new ArrayList<>();

  final int boxes;
  final int[] rank;

  /** Neighbours of each point in the layer before. */
  final int[][] before;

  /** Neighbours of each point in the layer after. */
  final int[][] after;

  /** For each line the points it goes through, in the direction of the layers. */
  final int[][] routes;

  Layers(int boxes, List<Link> links, Ranks ranks) {
    this.boxes = boxes;
    List<Integer> layer = new ArrayList<>();
    Arrays.stream(ranks.of()).forEach(layer::add);
    routes = new int[links.size()][];
    int[] longOut = new int[boxes];
    int[] longIn = new int[boxes];
    for (int i = 0; i < routes.length; i++) {
      routes[i] = ends(links.get(i), ranks.turned(i));
      if (layer.get(routes[i][1]) - layer.get(routes[i][0]) > 1) {
        longOut[routes[i][0]]++;
        longIn[routes[i][1]]++;
      }
    }
    Map<Long, Integer> bends = new HashMap<>();
    for (int i = 0; i < routes.length; i++) {
      int from = routes[i][0];
      int to = routes[i][1];
      int span = layer.get(to) - layer.get(from);
      if (span > 1) {
        long shared = longOut[from] >= longIn[to] ? from : (long) boxes + to;
        int[] route = new int[span + 1];
        route[0] = from;
        route[span] = to;
        for (int step = 1; step < span; step++) {
          int at = layer.get(from) + step;
          int fresh = layer.size();
          route[step] = bends.computeIfAbsent(shared << 32 | at, k -> fresh);
          if (route[step] == fresh) {
            layer.add(at);
          }
        }
        routes[i] = route;
      }
    }
    rank = layer.stream().mapToInt(Integer::intValue).toArray();
    int[][][] neighbours = neighbours();
    before = neighbours[0];
    after = neighbours[1];
    fillRows(ranks.count());
  }

  private static int[] ends(Link link, boolean turned) {
    return turned ? new int[] {link.to(), link.from()} : new int[] {link.from(), link.to()};
  }

  private int[][][] neighbours() {
    long[] steps =
        Arrays.stream(routes)
            .filter(route -> route[0] != route[1])
            .flatMapToLong(
                route ->
                    java.util.stream.IntStream.range(1, route.length)
                        .mapToLong(i -> (long) route[i - 1] << 32 | route[i]))
            .sorted()
            .distinct()
            .toArray();
    int[] ins = new int[rank.length];
    int[] outs = new int[rank.length];
    for (long step : steps) {
      outs[(int) (step >> 32)]++;
      ins[(int) step]++;
    }
    int[][] before = new int[rank.length][];
    int[][] after = new int[rank.length][];
    Arrays.setAll(before, i -> new int[ins[i]]);
    Arrays.setAll(after, i -> new int[outs[i]]);
    for (int i = steps.length - 1; i >= 0; i--) {
      int from = (int) (steps[i] >> 32);
      int to = (int) steps[i];
      after[from][--outs[from]] = to;
      before[to][--ins[to]] = from;
    }
    return new int[][][] {before, after};
  }

  private void fillRows(int count) {
    int[] size = new int[count];
    Arrays.stream(rank).forEach(layer -> size[layer]++);
    for (int length : size) {
      rows.add(new int[length]);
    }
    for (int i = rank.length - 1; i >= 0; i--) {
      rows.get(rank[i])[--size[rank[i]]] = i;
    }
  }

  boolean bend(int point) {
    return point >= boxes;
  }
}
