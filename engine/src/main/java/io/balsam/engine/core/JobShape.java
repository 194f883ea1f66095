package io.balsam.engine.core;

import io.balsam.engine.domain.Resources;
import java.time.Duration;

/** Properties that many jobs have in common; one instance is shared by all of them. */
public record JobShape(String app, Resources resources, Duration wallTime, int priority) {

  /** Returns the properties of a moldable job with this number of nodes. */
  JobShape withNodes(int nodes) {
    return new JobShape(app, resources.withNodes(nodes), wallTime, priority);
  }
}
