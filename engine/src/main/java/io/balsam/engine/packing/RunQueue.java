package io.balsam.engine.packing;

import io.balsam.engine.domain.Placement;
import io.balsam.engine.domain.Resources;
import java.time.Duration;

/**
 * Runnable jobs, best first: higher priority, then longer wall time, then older. Jobs of one shape
 * share a line, so that a million alike ones cost one look when nothing fits. Used by one thread.
 */
public final class RunQueue {

  /** Takes one decision: the job is placed and out of the queue. */
  @FunctionalInterface
  public interface Sink {
    void placed(long job, Placement placement);
  }

  public void add(long job, Resources resources, Duration wallTime, int priority) {
    throw new UnsupportedOperationException("being written");
  }

  /** Takes a job out; true when it was in. */
  public boolean remove(long job) {
    throw new UnsupportedOperationException("being written");
  }

  public int size() {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * Places every job that fits, best first; a job that does not fit never holds up one that does.
   */
  public void drain(NodePool pool, Sink sink) {
    throw new UnsupportedOperationException("being written");
  }
}
