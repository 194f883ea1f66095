package io.balsam.views.dag;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Assigns boxes to layers: every line leads to a later layer, and no line is longer than necessary.
 * Lines that close a cycle are reversed for this.
 */
final class Ranks {
  private final int[] of;
  private final boolean[] turned;

  private Ranks(int[] of, boolean[] turned) {
    this.of = of;
    this.turned = turned;
  }

  static Ranks of(int boxes, List<Link> links) {
    List<List<Integer>> out = new ArrayList<>();
    for (int i = 0; i < boxes; i++) {
      out.add(new ArrayList<>());
    }
    for (int i = 0; i < links.size(); i++) {
      out.get(links.get(i).from()).add(i);
    }
    boolean[] turned = new boolean[links.size()];
    List<Integer> order = new ArrayList<>(boxes);
    byte[] mark = new byte[boxes];
    boolean[] begins = new boolean[boxes];
    Arrays.fill(begins, true);
    links.stream().filter(l -> l.from() != l.to()).forEach(l -> begins[l.to()] = false);
    for (int pass = 0; pass < 2; pass++) {
      for (int box = 0; box < boxes; box++) {
        if (mark[box] == 0 && (begins[box] || pass == 1)) {
          visit(box, links, out, mark, turned, order);
        }
      }
    }
    return new Ranks(layers(boxes, links, turned, order), turned);
  }

  /**
   * Searches depth first, without recursion; {@code order} gets each box after all that it leads
   * to.
   */
  private static void visit(
      int start,
      List<Link> links,
      List<List<Integer>> out,
      byte[] mark,
      boolean[] turned,
      List<Integer> order) {
    ArrayDeque<int[]> path = new ArrayDeque<>();
    path.push(new int[] {start, 0});
    mark[start] = 1;
    while (!path.isEmpty()) {
      int[] top = path.element();
      List<Integer> ways = out.get(top[0]);
      if (top[1] == ways.size()) {
        mark[top[0]] = 2;
        order.add(top[0]);
        path.pop();
        continue;
      }
      int link = ways.get(top[1]++);
      int next = links.get(link).to();
      turned[link] = mark[next] == 1;
      if (mark[next] == 0) {
        mark[next] = 1;
        path.push(new int[] {next, 0});
      }
    }
  }

  private static int[] layers(int boxes, List<Link> links, boolean[] turned, List<Integer> order) {
    int[] layer = new int[boxes];
    // A reversed line leads from a box that is finished earlier to one finished later, as all do.
    List<List<Integer>> forward = new ArrayList<>();
    for (int i = 0; i < boxes; i++) {
      forward.add(new ArrayList<>());
    }
    int[] ins = new int[boxes];
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      if (link.from() != link.to()) {
        int from = turned[i] ? link.to() : link.from();
        int to = turned[i] ? link.from() : link.to();
        forward.get(from).add(to);
        ins[to]++;
      }
    }
    for (int i = order.size() - 1; i >= 0; i--) {
      int box = order.get(i);
      for (int next : forward.get(box)) {
        layer[next] = Math.max(layer[next], layer[box] + 1);
      }
    }
    // A box without incoming lines is directly before the boxes it leads to.
    for (int box : order) {
      if (ins[box] == 0 && !forward.get(box).isEmpty()) {
        layer[box] = forward.get(box).stream().mapToInt(next -> layer[next]).min().orElse(1) - 1;
      }
    }
    return layer;
  }

  /** Returns the layer of each box, from 0. */
  int[] of() {
    return of;
  }

  /** Returns whether the line with this number was reversed. */
  boolean turned(int link) {
    return turned[link];
  }

  int count() {
    return Arrays.stream(of).max().orElse(-1) + 1;
  }
}
