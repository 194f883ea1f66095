package io.balsam.engine.dispatch;

import io.balsam.engine.domain.Resources;

/** Nodes that moldable jobs can be given. On the event loop's thread only. */
public interface Machine {

  /** Returns the number of nodes; 0 while there are none. */
  int nodes();

  /** Returns whether a request fits the nodes when they are free; true while there are none. */
  boolean fits(Resources resources);

  /** Returns a value that differs once there are other nodes. */
  Object version();
}
