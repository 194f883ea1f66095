package io.balsam.simulator.campaign;

import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.store.EventRow;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;

/**
 * Checks a site's record against what has happened in the simulation: jobs with their processes,
 * leases, and allocations.
 */
public final class Books {

  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private final Campaign campaign;
  private final Set<String> faults = new LinkedHashSet<>();

  private Books(Campaign campaign) {
    this.campaign = campaign;
  }

  /** Opens the books of a campaign that has not begun: its leases are checked all the time. */
  public static Books open(Campaign campaign) {
    Books books = new Books(campaign);
    books.next();
    return books;
  }

  private void next() {
    Future<?> unused =
        campaign
            .time()
            .in(
                INTERVAL,
                () -> {
                  new LeaseBook(campaign, this::note).check();
                  next();
                });
  }

  private void note(String fault) {
    faults.add(fault);
  }

  /**
   * Checks a campaign whose jobs have all ended, and whose allocations had time to end.
   *
   * @return what is wrong, a sentence each; empty when each job ended as its attempts, parents and
   *     the user's commands have it end, each of its processes is recorded, no two of them overlap,
   *     no lease is left and none was wrong, and each allocation was asked for once
   */
  public List<String> faults() {
    Map<Long, List<Execution>> executions = new HashMap<>();
    for (Execution one : campaign.executions().all()) {
      executions.computeIfAbsent(one.job(), job -> new ArrayList<>()).add(one);
    }
    Map<Long, List<EventRow>> events = new HashMap<>();
    for (StoredEvent one : campaign.record().events(EventFilter.ALL.withLimit(Integer.MAX_VALUE))) {
      events.computeIfAbsent(one.event().job(), job -> new ArrayList<>()).add(one.event());
    }
    Map<Long, JobRecord> jobs = new TreeMap<>();
    for (JobRecord job : campaign.record().jobs(JobFilter.ALL.withPage(Integer.MAX_VALUE, 0))) {
      jobs.put(job.row().id(), job);
    }
    int declared = campaign.simulation().setup().workflow().jobs().size();
    if (jobs.size() != declared) {
      note("%d jobs were declared, and the record has %d".formatted(declared, jobs.size()));
      return List.copyOf(faults);
    }
    JobBook book = new JobBook(campaign, jobs, this::note);
    for (JobRecord job : jobs.values()) {
      long id = job.row().id();
      book.check(job, events.getOrDefault(id, List.of()), executions.getOrDefault(id, List.of()));
    }
    new AllocationBook(campaign, jobs, this::note).check();
    LeaseBook leases = new LeaseBook(campaign, this::note);
    leases.check();
    leases.checkEnd();
    return List.copyOf(faults);
  }
}
