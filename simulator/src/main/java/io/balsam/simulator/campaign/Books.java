package io.balsam.simulator.campaign;

import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.Store;
import io.balsam.spi.BatchJobInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Checks a site's record against what has happened in the simulation. */
public final class Books {

  private final List<String> faults = new ArrayList<>();
  private final Map<Long, List<Execution>> executions = new TreeMap<>();
  private final Store record;

  private Books(Campaign campaign) {
    record = campaign.record();
    for (Execution one : campaign.executions().all()) {
      executions.computeIfAbsent(one.job(), job -> new ArrayList<>()).add(one);
    }
  }

  /**
   * Checks a campaign of jobs that all succeed when they are left alone.
   *
   * @return what is wrong, a sentence each; empty when every job was done once, each of its
   *     processes is recorded, no two of them overlap, and no BatchJob was submitted twice
   */
  public static List<String> faults(Campaign campaign) {
    Books books = new Books(campaign);
    books.jobs();
    books.ends();
    for (BatchJobInfo job : books.record.batchJobs(List.of(), Set.of())) {
      int times = campaign.batchSystem().submissions("simulated-" + job.id());
      books.check(times <= 1, "BatchJob %d was submitted %d times", job.id(), times);
    }
    books.check(books.record.leases().isEmpty(), "leases are left: %s", books.record.leases());
    return books.faults;
  }

  private void check(boolean condition, String fault, Object... values) {
    if (!condition) {
      faults.add(fault.formatted(values));
    }
  }

  private void jobs() {
    for (JobRecord job : record.jobs(JobFilter.ALL.withPage(Integer.MAX_VALUE, 0))) {
      long id = job.row().id();
      check(job.row().state() == JobState.JOB_FINISHED, "job %d is %s", id, job.row().state());
      List<Execution> own = executions.getOrDefault(id, List.of());
      long whole = own.stream().filter(Execution::whole).count();
      check(whole >= 1, "job %d is done, and no process of it ended by itself", id);
      check(
          own.size() <= job.attempts(),
          "job %d has %d processes and %d attempts",
          id,
          own.size(),
          job.attempts());
      check(
          own.stream().map(Execution::attempt).distinct().count() == own.size(),
          "job %d has an attempt with several processes: %s",
          id,
          own);
      for (int i = 1; i < own.size(); i++) {
        Instant before = own.get(i - 1).ended();
        check(
            before != null && !before.isAfter(own.get(i).began()),
            "job %d ran twice at a time: %s",
            id,
            own);
      }
    }
  }

  private void ends() {
    Map<Long, Integer> done = new HashMap<>();
    record
        .events(EventFilter.ALL.withTo(Set.of(JobState.RUN_DONE)).withLimit(Integer.MAX_VALUE))
        .forEach(event -> done.merge(event.event().job(), 1, Integer::sum));
    done.forEach((job, times) -> check(times == 1, "job %d was done %d times", job, times));
  }
}
