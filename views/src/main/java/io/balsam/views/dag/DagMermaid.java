package io.balsam.views.dag;

import io.balsam.engine.api.GraphView;
import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Phase;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Renders a run's graph as a Mermaid flow chart, which many wikis and code hosts draw in their
 * pages.
 */
public final class DagMermaid {

  private DagMermaid() {}

  /** Renders with {@link DagOptions#DEFAULT}: Mermaid itself gives up at some hundred lines. */
  public static String render(GraphView graph) {
    return render(graph, DagOptions.DEFAULT);
  }

  /** Renders the whole text. */
  public static String render(GraphView graph, DagOptions options) {
    Diagram diagram = Diagram.of(graph, options.most());
    boolean down = options.direction() == DagOptions.Direction.DOWN;
    StringBuilder text = new StringBuilder(down ? "flowchart TD\n" : "flowchart LR\n");
    Map<Phase, StringBuilder> members = new EnumMap<>(Phase.class);
    List<Box> boxes = diagram.boxes();
    for (int i = 0; i < boxes.size(); i++) {
      text.append("  n").append(i).append("[\"").append(label(boxes.get(i))).append("\"]\n");
      members
          .computeIfAbsent(DagDot.mostTelling(boxes.get(i).phases()), phase -> new StringBuilder())
          .append(",n")
          .append(i);
    }
    for (Link link : diagram.links()) {
      text.append("  n").append(link.from()).append(link.anyEnd() ? " -.-> n" : " --> n");
      text.append(link.to()).append('\n');
    }
    members.forEach(
        (phase, names) -> {
          text.append("  classDef ").append(phase.css()).append(" stroke:").append(phase.light());
          text.append(",stroke-width:2px\n  class ").append(names.substring(1)).append(' ');
          text.append(phase.css()).append('\n');
        });
    return text.toString();
  }

  private static String label(Box box) {
    if (!box.single()) {
      String count = Figures.count(box.jobs().size());
      return escaped(box.app()) + " \u00D7" + count + "<br>" + Phase.sentence(box.phases());
    }
    String mark = Phase.of(box.first().state()).mark() + " ";
    String label = box.label().isEmpty() ? "" : "<br>" + escaped(box.label());
    return mark + escaped(box.app()) + label;
  }

  /**
   * Writes characters by number in Mermaid's own syntax; all but plain ones might have a meaning.
   */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || c == ' ' || c == '/' || c == '.' || c == '_') {
                safe.appendCodePoint(c);
              } else {
                safe.append('#').append(c).append(';');
              }
            });
    return safe.toString();
  }
}
