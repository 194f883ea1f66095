package io.balsam.engine.dispatch.local;

import io.balsam.engine.core.Job;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;

/**
 * Resources on the nodes, held by one job or by several of one app that follow each other in it. On
 * the event loop's thread only, but for the turns.
 */
final class Reservation {

  final Placement placement;
  final Resources resources;
  final RunChain chain = new RunChain();

  /** Whether the turns are watched on behalf of the jobs that wait for theirs. */
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

  /** Drops one hold; returns true when it was the last one. */
  boolean release() {
    return --holders == 0;
  }

  int holders() {
    return holders;
  }

  String app() {
    return first.shape().app();
  }

  /** Returns the job that held it first; jobs like it may follow. */
  Job first() {
    return first;
  }
}
