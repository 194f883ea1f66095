package io.balsam.views.dag;

import io.balsam.engine.api.GraphView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Content of a picture.
 *
 * @param graph graph that is drawn
 * @param boxes boxes; every job is in exactly one
 * @param links links; at most one from a box to a box
 */
record Diagram(GraphView graph, List<Box> boxes, List<Link> links) {

  /** Creates the diagram of a graph with a maximum number of boxes. */
  static Diagram of(GraphView graph, int most) {
    Dependencies jobs = Dependencies.of(graph);
    int[] group = Likeness.groups(graph, jobs, most);
    List<List<GraphView.Node>> members = new ArrayList<>();
    for (int i = 0; i < group.length; i++) {
      while (members.size() <= group[i]) {
        members.add(new ArrayList<>());
      }
      members.get(group[i]).add(graph.nodes().get(i));
    }
    List<Box> boxes = members.stream().map(nodes -> new Box(app(nodes), nodes)).toList();
    return new Diagram(graph, boxes, links(graph, jobs, group));
  }

  private static String app(List<GraphView.Node> nodes) {
    TreeSet<String> apps = new TreeSet<>();
    nodes.forEach(node -> apps.add(node.app()));
    return apps.size() == 1 ? apps.first() : apps.size() + " apps";
  }

  private static List<Link> links(GraphView graph, Dependencies jobs, int[] group) {
    Map<Long, Link> links = new LinkedHashMap<>();
    for (GraphView.Edge edge : graph.edges()) {
      int parent = jobs.index(edge.parent());
      int child = jobs.index(edge.child());
      if (parent >= 0 && child >= 0) {
        Link one = new Link(group[parent], group[child], 1, edge.anyEnd());
        links.merge(
            (long) one.from() << 32 | one.to(),
            one,
            (a, b) -> new Link(a.from(), a.to(), a.edges() + b.edges(), a.anyEnd() && b.anyEnd()));
      }
    }
    return List.copyOf(links.values());
  }

  boolean collapsed() {
    return boxes.size() < graph.nodes().size();
  }
}
