package io.balsam.views.dag;

import io.balsam.views.dag.Layout.Point;
import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import java.util.List;

/** Draws links as smooth lines with a tip at the child. */
final class LinePainter {
  private static final double TIP = 7;

  private final Markup svg;
  private final boolean right;

  LinePainter(Markup svg, boolean right) {
    this.svg = svg;
    this.right = right;
  }

  void paint(Link link, List<Point> points) {
    String css = link.anyEnd() ? "bd-line bd-any" : "bd-line";
    double width = 1.3 + Math.min(2, Math.log10((double) link.edges()) * 0.6);
    boolean loop = link.from() == link.to();
    svg.open("path", "class", css, "stroke-width", width, "d", loop ? loop(points) : path(points));
    String kind = link.anyEnd() ? "after any end" : "after success";
    svg.element("title", Figures.count(link.edges(), "dependency", "dependencies") + ", " + kind);
    svg.close("path");
    tip(points, loop);
    svg.line();
  }

  private static String loop(List<Point> points) {
    Point from = points.get(0);
    Point to = points.get(1);
    return "M"
        + at(from)
        + "C"
        + at(from.x(), from.y() - 15)
        + " "
        + at(to.x(), to.y() - 15)
        + " "
        + at(to.x(), to.y() - TIP);
  }

  private String path(List<Point> points) {
    StringBuilder path = new StringBuilder("M").append(at(points.get(0)));
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = i == points.size() - 1 ? beforeTip(points) : points.get(i);
      if (across(from) == across(to)) {
        path.append('L').append(at(to));
      } else if (right) {
        double middle = (from.x() + to.x()) / 2;
        path.append('C').append(at(middle, from.y())).append(' ').append(at(middle, to.y()));
        path.append(' ').append(at(to));
      } else {
        double middle = (from.y() + to.y()) / 2;
        path.append('C').append(at(from.x(), middle)).append(' ').append(at(to.x(), middle));
        path.append(' ').append(at(to));
      }
    }
    return path.toString();
  }

  private double across(Point point) {
    return right ? point.y() : point.x();
  }

  /** Returns 1 if the line goes in the direction of the layers, -1 if it goes back. */
  private double way(List<Point> points) {
    Point first = points.get(0);
    Point last = points.get(points.size() - 1);
    return Math.signum(right ? last.x() - first.x() : last.y() - first.y());
  }

  private Point beforeTip(List<Point> points) {
    Point end = points.get(points.size() - 1);
    double back = way(points) * TIP;
    return right ? new Point(end.x() - back, end.y()) : new Point(end.x(), end.y() - back);
  }

  private void tip(List<Point> points, boolean loop) {
    Point end = points.get(points.size() - 1);
    boolean sideways = right && !loop;
    double back = loop ? TIP : way(points) * TIP;
    double half = TIP / 2;
    String d =
        sideways
            ? "M"
                + at(end)
                + "L"
                + at(end.x() - back, end.y() - half)
                + "V"
                + Markup.number(end.y() + half)
                + "Z"
            : "M"
                + at(end)
                + "L"
                + at(end.x() - half, end.y() - back)
                + "H"
                + Markup.number(end.x() + half)
                + "Z";
    svg.empty("path", "class", "bd-tip", "d", d);
  }

  private static String at(Point point) {
    return at(point.x(), point.y());
  }

  private static String at(double x, double y) {
    return Markup.number(x) + " " + Markup.number(y);
  }
}
