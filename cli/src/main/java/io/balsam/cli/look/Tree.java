package io.balsam.cli.look;

import io.balsam.cli.term.Marks;
import io.balsam.cli.term.Style;
import io.balsam.engine.api.GraphView;
import io.balsam.engine.domain.JobState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Formats a graph as an indented tree. Similar children beyond a width are counted instead of
 * listed.
 */
final class Tree {

  private final Map<Long, GraphView.Node> nodes = new LinkedHashMap<>();
  private final Map<Long, List<Long>> below = new HashMap<>();
  private final Set<Long> withParents = new HashSet<>();
  private final Set<Long> drawn = new HashSet<>();
  private final List<String> lines = new ArrayList<>();
  private final int depth;
  private final int width;
  private final Style style;

  Tree(GraphView graph, boolean up, int depth, int width, Style style) {
    this.depth = depth;
    this.width = width;
    this.style = style;
    graph.nodes().forEach(node -> nodes.put(node.id(), node));
    for (GraphView.Edge edge : graph.edges()) {
      long top = up ? edge.child() : edge.parent();
      long bottom = up ? edge.parent() : edge.child();
      below.computeIfAbsent(top, key -> new ArrayList<>()).add(bottom);
      withParents.add(bottom);
    }
  }

  /** Returns the lines of the trees below the given jobs, or below all jobs without parents. */
  List<String> lines(Optional<List<Long>> from) {
    List<Long> roots =
        from.orElseGet(
            () -> nodes.keySet().stream().filter(id -> !withParents.contains(id)).toList());
    level(roots, "", 0, true);
    return lines;
  }

  private void level(List<Long> jobs, String indent, int level, boolean top) {
    Map<String, List<Long>> byApp = new LinkedHashMap<>();
    for (long id : jobs) {
      GraphView.Node node = nodes.get(id);
      if (node != null) {
        byApp.computeIfAbsent(node.app(), key -> new ArrayList<>()).add(id);
      }
    }
    int left = byApp.size();
    for (List<Long> alike : byApp.values()) {
      left--;
      int shown = alike.size() > width ? Math.max(1, width - 1) : alike.size();
      for (int i = 0; i < shown; i++) {
        boolean last = left == 0 && i == alike.size() - 1;
        job(alike.get(i), indent, level, last, top);
      }
      if (shown < alike.size()) {
        String branch = top ? "" : branch(left == 0);
        List<Long> rest = alike.subList(shown, alike.size());
        lines.add(indent + branch + style.dim(counted(rest)));
      }
    }
  }

  private void job(long id, String indent, int level, boolean last, boolean top) {
    GraphView.Node node = nodes.get(id);
    if (node == null) {
      return;
    }
    boolean again = !drawn.add(id);
    String state = Marks.paint(node.state(), style).apply(node.state().name());
    String name = "%d %s %s".formatted(id, node.app(), node.label()).strip();
    lines.add(
        indent + (top ? "" : branch(last)) + name + "  " + state + (again ? style.dim(" ^") : ""));
    List<Long> children = below.getOrDefault(id, List.of());
    if (again || children.isEmpty()) {
      return;
    }
    String deeper = top ? indent : indent + (last ? "   " : style.either("│  ", "|  "));
    if (level + 1 >= depth) {
      lines.add(deeper + branch(true) + style.dim(children.size() + " below; more: --depth"));
      return;
    }
    level(children, deeper, level + 1, false);
  }

  private String branch(boolean last) {
    return last ? style.either("└─ ", "`- ") : style.either("├─ ", "|- ");
  }

  private String counted(List<Long> jobs) {
    Map<JobState, Integer> counts = new LinkedHashMap<>();
    String app = "";
    for (long id : jobs) {
      GraphView.Node node = nodes.get(id);
      if (node != null) {
        app = node.app();
        counts.merge(node.state(), 1, Integer::sum);
      }
    }
    StringBuilder text = new StringBuilder("… and %d more %s:".formatted(jobs.size(), app));
    counts.forEach((state, count) -> text.append(" ").append(count).append(" ").append(state));
    return text.toString();
  }
}
