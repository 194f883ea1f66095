package io.balsam.views.report;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.GraphView;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.RunView;
import java.time.Instant;
import java.util.List;

/**
 * All that a report is made of.
 *
 * @param run the run
 * @param jobs its jobs, by rising id
 * @param graph its graph
 * @param events begins and ends of attempts, and failures, oldest first
 * @param slots cores that the run could use, 0 where not known
 * @param taken when this was read
 */
public record ReportData(
    RunView run,
    List<JobView> jobs,
    GraphView graph,
    List<EventView> events,
    int slots,
    Instant taken) {

  /**
   * Reads a run in a handful of calls.
   *
   * @throws IllegalArgumentException when there is no such run
   */
  public static ReportData of(Balsam balsam, long run) {
    return of(balsam, run, 0);
  }

  /** As {@link #of(Balsam, long)}, where the number of cores is known. */
  public static ReportData of(Balsam balsam, long run, int slots) {
    throw new UnsupportedOperationException("being written");
  }
}
