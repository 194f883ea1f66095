package io.balsam.views.dag;

import io.balsam.engine.api.GraphView;
import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import io.balsam.views.draw.Phase;
import java.util.Map;

/** Renders a run's graph for Graphviz and other programs that read its dot language. */
public final class DagDot {

  private DagDot() {}

  /**
   * Renders every job and every dependency: dot files are for programs, which decide what to leave
   * out.
   */
  public static String render(GraphView graph) {
    return render(graph, DagOptions.EVERY_JOB);
  }

  /** Renders the whole text. */
  public static String render(GraphView graph, DagOptions options) {
    Diagram diagram = Diagram.of(graph, options.most());
    StringBuilder dot = new StringBuilder("digraph ").append(quoted(graph.name())).append(" {\n");
    String rankdir = options.direction() == DagOptions.Direction.DOWN ? "TB" : "LR";
    dot.append("  rankdir=").append(rankdir).append(";\n");
    dot.append("  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\"];\n");
    for (int i = 0; i < diagram.boxes().size(); i++) {
      Box box = diagram.boxes().get(i);
      Phase phase = mostTelling(box.phases());
      dot.append("  ").append(name(diagram, i)).append(" [label=").append(quoted(label(box)));
      dot.append(", fillcolor=\"").append(phase.light()).append("33\", color=\"");
      dot.append(phase.light()).append("\"];\n");
    }
    for (Link link : diagram.links()) {
      dot.append("  ").append(name(diagram, link.from())).append(" -> ");
      dot.append(name(diagram, link.to())).append(link.anyEnd() ? " [style=dashed];\n" : ";\n");
    }
    return dot.append("}\n").toString();
  }

  private static String name(Diagram diagram, int box) {
    Box one = diagram.boxes().get(box);
    return (one.single() ? "job" : "jobs") + one.first().id();
  }

  private static String label(Box box) {
    if (!box.single()) {
      String count = Figures.count(box.jobs().size());
      return box.app() + " \u00D7" + count + "\n" + Phase.sentence(box.phases());
    }
    return box.label().isEmpty() ? box.app() : box.app() + "\n" + box.label();
  }

  /** Returns the phase that gives a box its one colour: failures first, then running jobs. */
  static Phase mostTelling(Map<Phase, Long> phases) {
    for (Phase phase : new Phase[] {Phase.FAILED, Phase.AGAIN, Phase.RUNNING, Phase.WAITING}) {
      if (phases.containsKey(phase)) {
        return phase;
      }
    }
    return phases.keySet().iterator().next();
  }

  private static String quoted(String text) {
    StringBuilder safe = new StringBuilder().append('"');
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\', '"' -> safe.append('\\').append((char) c);
                case '\n' -> safe.append("\\n");
                default -> safe.appendCodePoint(Markup.shown(c) ? c : '\uFFFD');
              }
            });
    return safe.append('"').toString();
  }
}
