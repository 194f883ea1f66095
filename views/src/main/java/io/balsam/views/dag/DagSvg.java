package io.balsam.views.dag;

import io.balsam.engine.api.GraphView;
import io.balsam.views.dag.Layout.Area;
import io.balsam.views.dag.Layout.Point;
import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import io.balsam.views.draw.Phase;
import io.balsam.views.draw.TextWidth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Renders a run's graph as an SVG picture, without any external program. It follows the viewer's
 * light or dark scheme, and boxes and lines show details when pointed at.
 */
public final class DagSvg {
  private static final double MARGIN = 24;
  private static final double HEAD = 52;
  private static final double LEGEND = 34;
  private static final double LEGEND_SIZE = 12;

  /**
   * Minimum scale at which text is readable; a picture that would be smaller is scrolled instead.
   */
  private static final double READABLE = 0.6;

  private final Diagram diagram;
  private final Map<Phase, Long> phases = new EnumMap<>(Phase.class);
  private final Markup svg = new Markup();

  private DagSvg(Diagram diagram) {
    this.diagram = diagram;
    for (GraphView.Node node : diagram.graph().nodes()) {
      phases.merge(Phase.of(node.state()), 1L, Long::sum);
    }
  }

  /** Renders the whole document with {@link DagOptions#DEFAULT}. */
  public static String render(GraphView graph) {
    return render(graph, DagOptions.DEFAULT);
  }

  /** Renders the whole document: one {@code svg} element. */
  public static String render(GraphView graph, DagOptions options) {
    return new DagSvg(Diagram.of(graph, options.most())).draw(options);
  }

  private String draw(DagOptions options) {
    List<Area> sizes = diagram.boxes().stream().map(BoxPainter::size).toList();
    Layout layout = Layout.of(sizes, diagram.links(), options.direction());
    String sentence = sentence();
    double content = layout.width();
    if (options.frame()) {
      double head =
          Math.max(TextWidth.of(diagram.graph().name(), 18), TextWidth.of(sentence, LEGEND_SIZE));
      content = Math.max(Math.max(content, legendWidth()), Math.min(900, head));
    }
    double width = Math.ceil(content + 2 * MARGIN);
    double above = options.frame() ? HEAD : 0;
    double height =
        Math.ceil(layout.height() + 2 * MARGIN + above + (options.frame() ? LEGEND : 0));
    open(width, height);
    if (options.frame()) {
      frame(width, height, sentence);
    }
    double left = (width - layout.width()) / 2;
    svg.open(
        "g",
        "transform",
        "translate(" + Markup.number(left) + " " + Markup.number(MARGIN + above) + ")");
    body(layout);
    return svg.close("g").close("svg").line().toString();
  }

  private void open(double width, double height) {
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "bd-svg",
        "viewBox",
        "0 0 " + Markup.number(width) + " " + Markup.number(height),
        "width",
        width,
        "height",
        height,
        "style",
        "min-width:" + Math.round(width * READABLE) + "px",
        "role",
        "img");
    svg.element("title", "Graph of the run " + diagram.graph().name());
    svg.open("style").raw(DagStyle.text()).close("style").line();
  }

  private void frame(double width, double height, String sentence) {
    svg.empty("rect", "class", "bd-ground", "width", width, "height", height);
    double room = width - 2 * MARGIN;
    svg.element(
        "text",
        TextWidth.fit(diagram.graph().name(), 18, room, false),
        "class",
        "bd-head",
        "x",
        MARGIN,
        "y",
        36);
    svg.element(
        "text",
        TextWidth.fit(sentence, LEGEND_SIZE, room, false),
        "class",
        "bd-sum",
        "x",
        MARGIN,
        "y",
        57);
    BoxPainter painter = new BoxPainter(svg);
    double x = MARGIN;
    double y = height - MARGIN;
    for (Phase phase : phases.keySet()) {
      painter.mark(phase, x + 6, y, 6);
      svg.element("text", phase.label(), "class", "bd-sum", "x", x + 17, "y", y + 4);
      x += legendWidth(phase);
    }
  }

  private double legendWidth() {
    return phases.keySet().stream().mapToDouble(DagSvg::legendWidth).sum();
  }

  private static double legendWidth(Phase phase) {
    return 17 + TextWidth.of(phase.label(), LEGEND_SIZE) + 16;
  }

  private String sentence() {
    long jobs = diagram.graph().nodes().size();
    String all = Figures.count(jobs, "job", "jobs");
    if (jobs == 0) {
      return all;
    }
    String alike = diagram.collapsed() ? ", similar ones drawn as one" : "";
    return all + alike + ": " + Phase.sentence(phases);
  }

  private void body(Layout layout) {
    LinePainter lines = new LinePainter(svg, layout.direction() == DagOptions.Direction.RIGHT);
    for (int i = 0; i < diagram.links().size(); i++) {
      List<Point> points = layout.lines().get(i);
      lines.paint(diagram.links().get(i), points);
    }
    BoxPainter boxes = new BoxPainter(svg);
    for (int i = 0; i < diagram.boxes().size(); i++) {
      boxes.paint(diagram.boxes().get(i), layout.boxes().get(i));
    }
  }
}
