package io.balsam.engine.core;

import io.balsam.engine.api.Principal;
import io.balsam.engine.api.SiteEvent;
import io.balsam.engine.store.LeaseRow;
import io.balsam.engine.store.RunTimeRow;
import io.balsam.engine.store.SessionRow;
import io.balsam.engine.store.SiteChanges;
import io.balsam.spi.BatchJobInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes to the rows of a site decided in one turn of the event loop; of each row only the last
 * version is written.
 */
public final class SiteDraft {

  /** Number of ids that an event names. */
  private static final int NAMED = 10;

  private final Map<Long, BatchJobInfo> batchJobs = new LinkedHashMap<>();
  private final Map<Long, SessionRow> sessions = new LinkedHashMap<>();
  private final Map<Long, LeaseRow> leases = new LinkedHashMap<>();
  private final Map<String, Supplier<RunTimeRow>> runTimes = new LinkedHashMap<>();
  private final Set<Long> released = new LinkedHashSet<>();
  private static final Logger LOG = LoggerFactory.getLogger(SiteDraft.class);
  private final List<SiteEvent> events = new ArrayList<>();

  public void batchJob(BatchJobInfo row) {
    batchJobs.put(row.id(), row);
  }

  public void session(SessionRow row) {
    sessions.put(row.id(), row);
  }

  public void leased(LeaseRow row) {
    leases.put(row.job(), row);
  }

  void runTime(String app, Supplier<RunTimeRow> row) {
    runTimes.put(app, row);
  }

  public void released(long job) {
    leases.remove(job);
    released.add(job);
  }

  /**
   * Adds an event for users, which is logged too.
   *
   * @param batchJob the BatchJob it is about, 0 for none
   */
  public void event(Instant at, String source, long batchJob, String message) {
    LOG.info("{}{}: {}", source, batchJob == 0 ? "" : " (BatchJob " + batchJob + ")", message);
    events.add(new SiteEvent(0, at, source, batchJob, message));
  }

  /**
   * Records a command of another principal than the site's own user, as an event for users.
   *
   * @param what the command and what it acted on: {@code cancelled jobs}
   * @param ids what it took effect on; nothing is recorded when empty
   */
  public void command(Instant at, Principal by, String what, List<Long> ids) {
    if (!ids.isEmpty() && !by.equals(Principal.local())) {
      String named =
          ids.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
      String others = ids.size() > NAMED ? " and %d more".formatted(ids.size() - NAMED) : "";
      event(at, "user", 0, "%s %s %s%s".formatted(by.name(), what, named, others));
    }
  }

  /** Returns everything so far and begins anew. */
  SiteChanges seal() {
    SiteChanges changes =
        new SiteChanges(
            List.copyOf(batchJobs.values()),
            List.copyOf(sessions.values()),
            List.copyOf(leases.values()),
            List.copyOf(released),
            List.copyOf(events),
            runTimes.values().stream().map(Supplier::get).toList());
    batchJobs.clear();
    sessions.clear();
    leases.clear();
    released.clear();
    events.clear();
    runTimes.clear();
    return changes;
  }
}
