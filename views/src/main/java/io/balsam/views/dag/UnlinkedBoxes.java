package io.balsam.views.dag;

import io.balsam.views.dag.DagOptions.Direction;
import io.balsam.views.dag.Layout.Area;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Arranges boxes without links in a grid, as a layer of hundreds would be a tower. */
final class UnlinkedBoxes {
  private static final double GAP = 16;
  private static final double BEFORE = 36;
  private static final double WIDEST = 1100;

  /** Ratio of width to height of a grid without other boxes. */
  private static final double SHAPE = 1.8;

  private UnlinkedBoxes() {}

  /** Lays out boxes, those without links below the others. */
  static Layout below(List<Area> sizes, List<Link> links, Direction direction) {
    int[] number = new int[sizes.size()];
    Arrays.fill(number, -1);
    links.forEach(link -> number[link.from()] = number[link.to()] = 0);
    List<Area> tied = new ArrayList<>();
    List<Area> loose = new ArrayList<>();
    for (int i = 0; i < number.length; i++) {
      List<Area> kind = number[i] < 0 ? loose : tied;
      number[i] = number[i] < 0 ? -1 : kind.size();
      kind.add(sizes.get(i));
    }
    List<Link> renumbered =
        links.stream()
            .map(l -> new Link(number[l.from()], number[l.to()], l.edges(), l.anyEnd()))
            .toList();
    Layout main = Layout.layered(tied, renumbered, direction);
    double top = tied.isEmpty() ? 0 : main.height() + BEFORE;
    List<Area> grid = grid(loose, main.width());
    List<Area> boxes = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < number.length; i++) {
      boxes.add(number[i] >= 0 ? main.boxes().get(number[i]) : grid.get(next++).moved(0, top));
    }
    double width = boxes.stream().mapToDouble(Area::right).max().orElse(0);
    double height = boxes.stream().mapToDouble(Area::bottom).max().orElse(0);
    return new Layout(
        Math.max(width, main.width()),
        Math.max(height, main.height()),
        boxes,
        main.lines(),
        main.direction());
  }

  private static List<Area> grid(List<Area> sizes, double width) {
    double cell = sizes.stream().mapToDouble(Area::width).max().orElse(0) + GAP;
    double row = sizes.stream().mapToDouble(Area::height).max().orElse(0) + GAP;
    double square = Math.sqrt(sizes.size() * cell * row * SHAPE);
    int columns = (int) Math.max(1, Math.max(width, Math.min(square, WIDEST)) / cell);
    List<Area> grid = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      Area size = sizes.get(i);
      int line = i / columns;
      grid.add(new Area(i % columns * cell, line * row, cell - GAP, size.height()));
    }
    return grid;
  }
}
