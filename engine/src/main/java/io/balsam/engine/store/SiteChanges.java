package io.balsam.engine.store;

import io.balsam.engine.api.SiteEvent;
import io.balsam.spi.BatchJobInfo;
import java.util.List;

/**
 * What one transaction writes of a site. Rows are written whole: new, or in place of what was
 * there.
 *
 * @param batchJobs BatchJobs
 * @param sessions launchers' sessions
 * @param leases jobs that sessions now hold
 * @param released jobs that no session holds any more; those that none held are no error
 * @param events things to tell; their numbers are given by the store
 */
public record SiteChanges(
    List<BatchJobInfo> batchJobs,
    List<SessionRow> sessions,
    List<LeaseRow> leases,
    List<Long> released,
    List<SiteEvent> events) {

  /** Nothing of a site. */
  public static final SiteChanges NONE =
      new SiteChanges(List.of(), List.of(), List.of(), List.of(), List.of());

  public boolean isEmpty() {
    return batchJobs.isEmpty()
        && sessions.isEmpty()
        && leases.isEmpty()
        && released.isEmpty()
        && events.isEmpty();
  }
}
