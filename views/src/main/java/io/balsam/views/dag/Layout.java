package io.balsam.views.dag;

import io.balsam.views.dag.DagOptions.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Positions of all parts of a picture, from the upper left corner.
 *
 * @param boxes the area of each box
 * @param lines the path of each link: points at which it is parallel to the direction of the layers
 * @param direction direction of the layers, never AUTO
 */
record Layout(
    double width, double height, List<Area> boxes, List<List<Point>> lines, Direction direction) {

  record Area(double x, double y, double width, double height) {
    double right() {
      return x + width;
    }

    double bottom() {
      return y + height;
    }

    Area moved(double right, double down) {
      return new Area(x + right, y + down, width, height);
    }
  }

  record Point(double x, double y) {}

  /** Width that fits on the page of a report and on a screen. */
  private static final double PAGE_WIDTH = 1100;

  private static final double PAGE_HEIGHT = 700;
  private static final double BOX_GAP = 13;
  private static final double BEND_SIZE = 6;

  /** Space for what sticks out above and below a box. */
  private static final double SHEETS = 4;

  private static final double BACK_SHIFT = 9;
  private static final int TOO_MANY_TO_TRY = 2_000;

  /** Lays out boxes of the given sizes. */
  static Layout of(List<Area> sizes, List<Link> links, Direction direction) {
    return UnlinkedBoxes.below(sizes, links, direction);
  }

  /** Lays out boxes in layers. */
  static Layout layered(List<Area> sizes, List<Link> links, Direction direction) {
    if (direction != Direction.AUTO) {
      return along(sizes, links, direction);
    }
    Layout right = along(sizes, links, Direction.RIGHT);
    if (right.scale() >= 1 || sizes.size() > TOO_MANY_TO_TRY) {
      return right;
    }
    Layout down = along(sizes, links, Direction.DOWN);
    return down.scale() > right.scale() ? down : right;
  }

  /** Returns the factor by which it shrinks to fit a page. */
  private double scale() {
    return Math.min(1, Math.min(PAGE_WIDTH / width, PAGE_HEIGHT / height));
  }

  private static Layout along(List<Area> sizes, List<Link> links, Direction direction) {
    boolean right = direction == Direction.RIGHT;
    Layers layers = new Layers(sizes.size(), links, Ranks.of(sizes.size(), links));
    LayerOrder.improve(layers);
    double[] across = new double[layers.rank.length];
    double[] length = new double[layers.rows.size()];
    Arrays.fill(across, BEND_SIZE);
    for (int i = 0; i < sizes.size(); i++) {
      Area size = sizes.get(i);
      across[i] = right ? size.height + SHEETS : size.width;
      int rank = layers.rank[i];
      length[rank] = Math.max(length[rank], right ? size.width : size.height);
    }
    double[] middle = Coordinates.of(layers, across, BOX_GAP);
    Straight.lines(layers, across, BOX_GAP, middle);
    double least = 0;
    double most = 0;
    for (int i = 0; i < middle.length; i++) {
      least = Math.min(least, middle[i] - across[i] / 2);
      most = Math.max(most, middle[i] + across[i] / 2);
    }
    for (int i = 0; i < middle.length; i++) {
      middle[i] -= least;
    }
    double[] begin = begins(layers, middle, length);
    double end = length.length == 0 ? 0 : begin[length.length - 1] + length[length.length - 1];
    List<Area> areas = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      int rank = layers.rank[i];
      Area size = sizes.get(i);
      areas.add(
          right
              ? new Area(begin[rank], middle[i] - size.height / 2, length[rank], size.height)
              : new Area(
                  middle[i] - size.width / 2,
                  begin[rank] + (length[rank] - size.height) / 2,
                  size.width,
                  size.height));
    }
    Frame frame = new Frame(layers, middle, begin, length, right);
    List<List<Point>> lines = new ArrayList<>();
    for (int i = 0; i < links.size(); i++) {
      lines.add(frame.line(layers.routes[i], links.get(i), areas));
    }
    return right
        ? new Layout(end, most - least, areas, lines, direction)
        : new Layout(most - least, end, areas, lines, direction);
  }

  /** Returns the beginning of each layer: the steeper the lines before it, the larger the gap. */
  private static double[] begins(Layers layers, double[] middle, double[] length) {
    double[] begin = new double[length.length];
    for (int r = 1; r < length.length; r++) {
      double steepest = 0;
      for (int point : layers.rows.get(r)) {
        for (int other : layers.before[point]) {
          steepest = Math.max(steepest, Math.abs(middle[point] - middle[other]));
        }
      }
      begin[r] = begin[r - 1] + length[r - 1] + Math.max(44, Math.min(150, 30 + steepest / 5));
    }
    return begin;
  }

  /** Converts positions along and across the layers to points. */
  private static final class Frame {
    private final Layers layers;
    private final double[] middle;
    private final double[] begin;
    private final double[] length;
    private final boolean right;

    Frame(Layers layers, double[] middle, double[] begin, double[] length, boolean right) {
      this.layers = layers;
      this.middle = middle;
      this.begin = begin;
      this.length = length;
      this.right = right;
    }

    List<Point> line(int[] route, Link link, List<Area> areas) {
      if (link.from() == link.to()) {
        Area area = areas.get(link.from());
        return List.of(new Point(area.right() - 14, area.y), new Point(area.right() - 36, area.y));
      }
      boolean turned = route[0] != link.from();
      double shift = turned ? BACK_SHIFT : 0;
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < route.length; i++) {
        int point = route[i];
        int rank = layers.rank[point];
        Area area = layers.bend(point) ? null : areas.get(point);
        double from = area == null ? begin[rank] : right ? area.x : area.y;
        double to =
            area == null ? begin[rank] + length[rank] : right ? area.right() : area.bottom();
        if (i > 0) {
          points.add(point(from, middle[point] + shift));
        }
        if (i < route.length - 1) {
          points.add(point(to, middle[point] + shift));
        }
      }
      if (turned) {
        Collections.reverse(points);
      }
      return points;
    }

    private Point point(double along, double across) {
      return right ? new Point(along, across) : new Point(across, along);
    }
  }
}
