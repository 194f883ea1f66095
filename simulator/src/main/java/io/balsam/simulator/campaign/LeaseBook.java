package io.balsam.simulator.campaign;

import io.balsam.engine.api.JobFilter;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.LeaseRow;
import io.balsam.engine.store.SessionRow;
import io.balsam.engine.store.Store;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Checks the leases of a site's record. */
final class LeaseBook {

  private final Store record;
  private final Consumer<String> fault;

  LeaseBook(Campaign campaign, Consumer<String> fault) {
    record = campaign.record();
    this.fault = fault;
  }

  /** Checks the leases of this moment. */
  void check() {
    Set<Long> open = record.openSessions().stream().map(SessionRow::id).collect(Collectors.toSet());
    List<LeaseRow> leases = record.leases();
    JobFilter all = JobFilter.ALL.withPage(Integer.MAX_VALUE, 0);
    Map<Long, JobRecord> jobs = new HashMap<>();
    record
        .jobs(all.withStates(Set.of(JobState.RUNNING)))
        .forEach(job -> jobs.put(job.row().id(), job));
    List<Long> others =
        leases.stream().map(LeaseRow::job).filter(job -> !jobs.containsKey(job)).toList();
    if (!others.isEmpty()) {
      record.jobs(all.withIds(others)).forEach(job -> jobs.put(job.row().id(), job));
    }
    Set<Long> leased = new HashSet<>();
    Set<List<Object>> used = new HashSet<>();
    for (LeaseRow lease : leases) {
      leased.add(lease.job());
      if (!open.contains(lease.session())) {
        fault.accept("job %d is leased to a session that has ended".formatted(lease.job()));
      }
      JobRecord job = jobs.get(lease.job());
      // A cancelled job keeps its nodes until its launcher has ended it.
      if (job == null || job.row().state().terminal() && job.row().state() != JobState.CANCELLED) {
        fault.accept("job %d has ended, and is leased".formatted(lease.job()));
      } else if (lease.attempt() < job.attempts() || lease.attempt() > job.attempts() + 1) {
        fault.accept(
            "job %d is leased for attempt %d, and %d were recorded"
                .formatted(lease.job(), lease.attempt(), job.attempts()));
      }
      for (int node : lease.placement().nodes()) {
        for (int core : lease.placement().cpuIds()) {
          if (!used.add(List.of(lease.session(), node, core))) {
            fault.accept("a core is leased twice, to job %d too".formatted(lease.job()));
          }
        }
      }
    }
    for (JobRecord job : jobs.values()) {
      if (job.row().state() == JobState.RUNNING && !leased.contains(job.row().id())) {
        fault.accept("job %d runs without a lease".formatted(job.row().id()));
      }
    }
  }

  /** Checks that nothing is leased when all jobs have ended. */
  void checkEnd() {
    if (!record.leases().isEmpty()) {
      fault.accept("leases are left: " + record.leases());
    }
  }
}
