package io.balsam.views.dag;

import io.balsam.engine.api.GraphView;
import io.balsam.engine.domain.JobState;
import io.balsam.views.draw.Phase;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One box of a picture: a job, or similar jobs together.
 *
 * @param app their app, or the number of apps
 * @param jobs at least one
 */
record Box(String app, List<GraphView.Node> jobs) {

  boolean single() {
    return jobs.size() == 1;
  }

  Map<Phase, Long> phases() {
    Map<Phase, Long> counts = new EnumMap<>(Phase.class);
    for (GraphView.Node job : jobs) {
      counts.merge(Phase.of(job.state()), 1L, Long::sum);
    }
    return counts;
  }

  GraphView.Node first() {
    return jobs.get(0);
  }

  /** Returns the text that distinguishes the job; empty if the app's name is sufficient. */
  String label() {
    return first().label().equals(app) ? "" : first().label();
  }

  boolean failed() {
    return jobs.stream().anyMatch(job -> job.state() == JobState.FAILED);
  }
}
