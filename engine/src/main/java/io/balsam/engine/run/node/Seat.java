package io.balsam.engine.run.node;

import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;

/** Room on the nodes, held by one run or by several that follow each other in it. */
final class Seat {

  final Placement placement;
  final Resources resources;
  private int holders;

  Seat(Placement placement, Resources resources) {
    this.placement = placement;
    this.resources = resources;
  }

  void sit() {
    holders++;
  }

  /** Gives up one's hold; true when nobody holds the room any more. */
  boolean leave() {
    return --holders == 0;
  }
}
