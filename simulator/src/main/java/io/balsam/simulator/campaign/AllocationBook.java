package io.balsam.simulator.campaign;

import io.balsam.engine.store.JobRecord;
import io.balsam.simulator.campaign.BatchSystem.Held;
import io.balsam.spi.BatchJobInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks the BatchJobs of a site's record, and what ran in their allocations. */
final class AllocationBook {

  /** Change of the cores that processes use in an allocation. */
  private record Use(Instant at, int cores) {}

  private final Campaign campaign;
  private final Map<Long, JobRecord> jobs;
  private final Consumer<String> fault;

  AllocationBook(Campaign campaign, Map<Long, JobRecord> jobs, Consumer<String> fault) {
    this.campaign = campaign;
    this.jobs = jobs;
    this.fault = fault;
  }

  void check() {
    Map<String, List<String>> submissions =
        new HashMap<>(campaign.simulation().system().submissions());
    for (BatchJobInfo job : campaign.record().batchJobs(List.of(), Set.of())) {
      List<String> ids = submissions.remove("simulated-" + job.id());
      check(job, ids == null ? List.of() : ids);
    }
    submissions.keySet().forEach(name -> fault.accept(name + " was submitted without a record"));
    Map<String, List<Execution>> executions = new HashMap<>();
    for (Execution one : campaign.executions().all()) {
      executions.computeIfAbsent(one.allocation(), id -> new ArrayList<>()).add(one);
    }
    Map<String, Held> held = campaign.simulation().system().held();
    executions.forEach((id, all) -> check(id, held.get(id), all));
  }

  private void check(BatchJobInfo job, List<String> ids) {
    if (ids.size() > 1) {
      fault.accept("BatchJob %d was submitted %d times".formatted(job.id(), ids.size()));
    }
    if (!job.state().terminal()) {
      fault.accept("BatchJob %d has not ended: %s".formatted(job.id(), job.state()));
    }
    String last = ids.isEmpty() ? "" : ids.get(ids.size() - 1);
    if (!job.schedulerId().equals(last)) {
      fault.accept(
          "BatchJob %d is '%s' in the batch system and '%s' in the record"
              .formatted(job.id(), last, job.schedulerId()));
    }
  }

  private void check(String id, @Nullable Held held, List<Execution> executions) {
    if (held == null) {
      fault.accept("processes ran in allocation %s, which never began".formatted(id));
      return;
    }
    int all = held.nodes() * campaign.simulation().setup().machine().shape().cores();
    List<Use> uses = new ArrayList<>();
    for (Execution one : executions) {
      Instant ended = one.ended();
      JobRecord job = jobs.get(one.job());
      if (ended == null
          || one.began().isBefore(held.began())
          || held.ended() != null && ended.isAfter(held.ended())) {
        fault.accept("job %d ran outside its allocation: %s".formatted(one.job(), one));
      } else if (job != null) {
        int cores = job.row().resources().nodes() * job.row().resources().coresPerNode();
        uses.add(new Use(one.began(), cores));
        uses.add(new Use(ended, -cores));
      }
    }
    uses.sort(Comparator.comparing(Use::at).thenComparing(Use::cores));
    int used = 0;
    for (Use use : uses) {
      used += use.cores;
      if (used > all) {
        fault.accept("%d cores of %d are used in allocation %s".formatted(used, all, id));
      }
    }
  }
}
