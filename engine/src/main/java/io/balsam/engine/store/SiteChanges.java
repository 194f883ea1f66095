package io.balsam.engine.store;

import io.balsam.engine.api.SiteEvent;
import io.balsam.spi.BatchJobInfo;
import java.util.List;

/**
 * Rows of a site that one transaction writes. Rows are written whole: new, or replacing old ones.
 *
 * @param batchJobs BatchJobs
 * @param sessions sessions of launchers
 * @param leases jobs that sessions now hold
 * @param released jobs that no session holds any more; it is no error if none did
 * @param events events to record; the store assigns their numbers
 * @param runTimes models of run times
 */
public record SiteChanges(
    List<BatchJobInfo> batchJobs,
    List<SessionRow> sessions,
    List<LeaseRow> leases,
    List<Long> released,
    List<SiteEvent> events,
    List<RunTimeRow> runTimes) {

  /** No changes. */
  public static final SiteChanges NONE =
      new SiteChanges(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  public boolean isEmpty() {
    return batchJobs.isEmpty()
        && sessions.isEmpty()
        && leases.isEmpty()
        && released.isEmpty()
        && events.isEmpty()
        && runTimes.isEmpty();
  }
}
