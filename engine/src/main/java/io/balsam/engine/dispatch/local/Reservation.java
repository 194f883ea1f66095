package io.balsam.engine.dispatch.local;

import io.balsam.engine.core.Job;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;

/**
 * Room on the nodes, held by one run or by several of one app that follow each other in it. On the
 * loop's thread only, but for the turns.
 */
final class Reservation {

  final Placement placement;
  final Resources resources;
  final RunChain chain = new RunChain();

  /** Whether somebody looks after those that wait for their turn. */
  boolean watched;

  private final Job first;
  private int holders;

  Reservation(Placement placement, Job first) {
    this.placement = placement;
    this.first = first;
    resources = first.shape().resources();
  }

  void acquire() {
    holders++;
  }

  /** Gives up one's hold; true when nobody holds the room any more. */
  boolean release() {
    return --holders == 0;
  }

  int holders() {
    return holders;
  }

  String app() {
    return first.shape().app();
  }

  /** The first who had it, and whose like may follow. */
  Job first() {
    return first;
  }
}
