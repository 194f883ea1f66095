package io.balsam.views.report;

import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import io.balsam.views.draw.Scale;

/**
 * Common part of the charts over time: all have the same width, so that their time axes are
 * aligned.
 */
final class Chart {
  static final double WIDTH = 1120;
  static final double LEFT = 92;
  static final double RIGHT = 20;
  static final double TOP = 10;
  private static final double AXIS = 24;

  final Markup out;
  final Scale time;
  final double height;
  private final double head;

  /**
   * Creates a chart.
   *
   * @param seconds length of the time axis
   * @param height height of the plot without its axis
   */
  Chart(Markup out, double seconds, double height) {
    this(out, seconds, height, 0);
  }

  /**
   * Creates a chart with a head.
   *
   * @param head height of the space above the plot, which has negative y
   */
  Chart(Markup out, double seconds, double height, double head) {
    this.out = out;
    this.head = head;
    this.time = new Scale(0, Math.max(seconds, 0.001), LEFT, WIDTH - RIGHT);
    this.height = height;
  }

  void open(String label) {
    double all = head + TOP + height + AXIS;
    out.open("div", "class", "scroll");
    out.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 " + n(-head) + " " + Markup.number(WIDTH) + " " + Markup.number(all),
        "class",
        "chart",
        "role",
        "img",
        "aria-label",
        label);
    for (double tick : time.timeTicks(9)) {
      double x = time.at(tick);
      out.empty("path", "class", "grid", "d", "M" + n(x) + " " + n(TOP) + "V" + n(TOP + height));
      out.element(
          "text", Figures.round(tick), "x", x, "y", TOP + height + 17, "text-anchor", "middle");
    }
  }

  /** Draws a vertical axis of whole numbers, beside the part of the plot that its scale has. */
  void amounts(Scale scale, String label) {
    for (double tick : scale.wholeTicks(4)) {
      double y = scale.at(tick);
      out.empty("path", "class", "grid", "d", "M" + n(LEFT) + " " + n(y) + "H" + n(WIDTH - RIGHT));
      out.element(
          "text", Figures.count((long) tick), "x", LEFT - 8, "y", y + 4, "text-anchor", "end");
    }
    out.element(
        "text",
        label,
        "class",
        "label",
        "text-anchor",
        "middle",
        "transform",
        "translate(16 " + n((scale.from() + scale.to()) / 2) + ") rotate(-90)");
  }

  Scale upright(double most) {
    return new Scale(0, Math.max(1, most * 1.08), TOP + height, TOP);
  }

  void close() {
    out.close("svg").close("div").line();
  }

  static String n(double value) {
    return Markup.number(value);
  }
}
