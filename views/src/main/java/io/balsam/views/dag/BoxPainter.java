package io.balsam.views.dag;

import io.balsam.engine.api.GraphView;
import io.balsam.views.dag.Layout.Area;
import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import io.balsam.views.draw.Phase;
import io.balsam.views.draw.TextWidth;
import java.util.Map;
import java.util.stream.Collectors;

/** Draws boxes, and computes their sizes. */
final class BoxPainter {
  private static final double APP_SIZE = 13;
  private static final double MORE_SIZE = 11;
  private static final double PADDING = 12;
  private static final double MARK_ROOM = 24;
  private static final double WIDEST = 250;
  private static final int LABELS_IN_TIP = 8;

  private final Markup svg;

  BoxPainter(Markup svg) {
    this.svg = svg;
  }

  static Area size(Box box) {
    if (box.single()) {
      boolean labelled = !box.label().isEmpty();
      double text =
          Math.max(TextWidth.of(box.app(), APP_SIZE) * 1.06, TextWidth.of(box.label(), MORE_SIZE));
      return size(Math.max(90, MARK_ROOM + text), labelled ? 44 : 32);
    }
    double head = TextWidth.of(box.app(), APP_SIZE) * 1.06 + 14 + TextWidth.of(times(box), 12);
    double more = TextWidth.of(Phase.sentence(box.phases()), MORE_SIZE);
    return size(Math.max(150, Math.max(head, more)), 66);
  }

  private static Area size(double text, double height) {
    return new Area(0, 0, Math.min(WIDEST, Math.ceil(text) + 2 * PADDING), height);
  }

  private static String times(Box box) {
    return "\u00D7" + Figures.count(box.jobs().size());
  }

  void paint(Box box, Area area) {
    svg.open("g", "class", "bd-node").element("title", tip(box));
    if (box.single()) {
      single(box, area);
    } else {
      stack(box, area);
    }
    svg.close("g").line();
  }

  private void single(Box box, Area area) {
    GraphView.Node job = box.first();
    Phase phase = Phase.of(job.state());
    card(box, area);
    double middle = area.y() + area.height() / 2;
    mark(phase, area.x() + PADDING + 8, middle, 8);
    double x = area.x() + PADDING + MARK_ROOM;
    double room = area.right() - PADDING - x;
    if (box.label().isEmpty()) {
      text("bd-app", box.app(), APP_SIZE * 1.06, x, middle + 4.5, room, false);
    } else {
      text("bd-app", box.app(), APP_SIZE * 1.06, x, middle - 3, room, false);
      text("bd-more", box.label(), MORE_SIZE, x, middle + 13, room, true);
    }
  }

  private void stack(Box box, Area area) {
    for (int sheet = 2; sheet > 0; sheet--) {
      svg.empty(
          "rect",
          "class",
          "bd-box",
          "x",
          area.x() + 5.0 * sheet,
          "y",
          area.y() + 10,
          "width",
          area.width() - 10.0 * sheet,
          "height",
          area.height() - 10 + 4.0 * sheet,
          "rx",
          6);
    }
    card(box, area);
    double x = area.x() + PADDING;
    double room = area.width() - 2 * PADDING;
    double times = TextWidth.of(times(box), 12);
    text("bd-app", box.app(), APP_SIZE * 1.06, x, area.y() + 20, room - times - 8, false);
    svg.element(
        "text",
        times(box),
        "class",
        "bd-sum",
        "text-anchor",
        "end",
        "x",
        area.right() - PADDING,
        "y",
        area.y() + 20);
    bar(box.phases(), box.jobs().size(), x, area.y() + 29, room);
    text("bd-more", Phase.sentence(box.phases()), MORE_SIZE, x, area.y() + 54, room, false);
  }

  private void card(Box box, Area area) {
    svg.empty(
        "rect",
        "class",
        box.failed() ? "bd-box bd-card bd-bad" : "bd-box bd-card",
        "x",
        area.x(),
        "y",
        area.y(),
        "width",
        area.width(),
        "height",
        area.height(),
        "rx",
        7);
  }

  /**
   * Draws parts in proportion, but each wide enough to be visible: one failure in thousands counts.
   */
  private void bar(Map<Phase, Long> phases, long all, double x, double y, double width) {
    double least = 4;
    double free = width - least * phases.size();
    for (Map.Entry<Phase, Long> part : phases.entrySet()) {
      double length = least + free * part.getValue() / all;
      svg.empty(
          "rect",
          "class",
          "bd-" + part.getKey().css(),
          "x",
          x,
          "y",
          y,
          "width",
          Math.max(least - 1, length - 1),
          "height",
          9,
          "rx",
          2);
      x += length;
    }
  }

  /** Draws the round mark of a phase. */
  void mark(Phase phase, double x, double y, double radius) {
    svg.empty("circle", "class", "bd-" + phase.css(), "cx", x, "cy", y, "r", radius);
    svg.empty(
        "path",
        "class",
        "bd-mark",
        "transform",
        "translate("
            + Markup.number(x)
            + " "
            + Markup.number(y)
            + ") scale("
            + Markup.number(radius / 8)
            + ")",
        "d",
        sign(phase));
  }

  private static String sign(Phase phase) {
    return switch (phase) {
      case WAITING -> "M-3 0h.01M0 0h.01M3 0h.01";
      case READY -> "M-1.8 -3.2L3 0L-1.8 3.2Z";
      case RUNNING -> "M-3.6 -2.6L-.6 0L-3.6 2.6M.4 -2.6L3.4 0L.4 2.6";
      case ENDING -> "M-3.5 0h7M.8 -2.7L3.5 0L.8 2.7";
      case AGAIN -> "M3 1.2A3.4 3.4 0 1 1 2.2 -2.6M2.6 -5V-2.3H0";
      case FINISHED -> "M-3.4 .2L-1 2.7L3.6 -2.5";
      case FAILED -> "M-2.7 -2.7L2.7 2.7M2.7 -2.7L-2.7 2.7";
      case CANCELLED -> "M-3.2 0H3.2";
    };
  }

  private void text(
      String css, String text, double size, double x, double y, double room, boolean keepEnd) {
    String fitting = TextWidth.fit(text, size, room, keepEnd);
    svg.element("text", fitting, "class", css, "x", x, "y", y);
  }

  private static String tip(Box box) {
    if (box.single()) {
      GraphView.Node job = box.first();
      return box.app() + "  " + job.label() + "\njob " + job.id() + ", " + job.state();
    }
    String labels =
        box.jobs().stream()
            .limit(LABELS_IN_TIP)
            .map(job -> job.id() + "  " + job.label())
            .collect(Collectors.joining("\n"));
    String rest = box.jobs().size() > LABELS_IN_TIP ? "\n\u2026" : "";
    return box.app()
        + " "
        + times(box)
        + ": "
        + Phase.sentence(box.phases())
        + "\n"
        + labels
        + rest;
  }
}
