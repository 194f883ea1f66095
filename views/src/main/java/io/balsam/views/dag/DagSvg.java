package io.balsam.views.dag;

import io.balsam.engine.api.GraphView;

/** A run's graph as Svg. */
public final class DagSvg {

  private DagSvg() {}

  /** The whole text. */
  public static String render(GraphView graph, DagOptions options) {
    return graph.name();
  }

  /** The whole text. */
  public static String render(GraphView graph) {
    return render(graph, DagOptions.DEFAULT);
  }
}
