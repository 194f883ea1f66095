package io.balsam.engine.dispatch.lease;

import io.balsam.engine.core.CommitBatch;
import io.balsam.engine.core.CoreUsage;
import io.balsam.engine.core.Job;
import io.balsam.engine.core.LifecycleDriver;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.store.Change;
import io.balsam.engine.store.LeaseRow;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The leases by job; a job has at most one. On the event loop's thread only. */
public final class LeaseTable {

  /** Message about an attempt that is counted because it may have begun. */
  static final String UNSURE =
      "it was sent to the launcher, which did not report whether it started";

  private final Map<Long, Lease> byJob = new HashMap<>();

  /** BatchJobs in which a job has begun since the engine started. */
  private final Set<Long> used = new HashSet<>();

  private final CommitBatch batch;
  private final LifecycleDriver lifecycle;
  private final CoreUsage usage;

  public LeaseTable(CommitBatch batch, LifecycleDriver lifecycle, CoreUsage usage) {
    this.batch = batch;
    this.lifecycle = lifecycle;
    this.usage = usage;
  }

  @Nullable Lease find(long job) {
    return byJob.get(job);
  }

  /** Returns the leases of a launcher, the oldest first. */
  List<Lease> of(LauncherSession session) {
    return session.jobs.stream().map(job -> Objects.requireNonNull(byJob.get(job))).toList();
  }

  Collection<Lease> all() {
    return byJob.values();
  }

  /** Returns whether a job has begun in the BatchJob since the engine started. */
  boolean used(long batchJob) {
    return used.contains(batchJob);
  }

  /** Adds a new lease, whose capacity has been reserved. */
  void add(Lease lease) {
    batch.site.leased(new LeaseRow(lease.id, lease.session.id(), lease.attempt, lease.placement));
    keep(lease);
  }

  /** Restores a lease found in the store. */
  public void restore(Lease lease, boolean begun) {
    lease.session.capacity.reacquire(lease.placement, lease.resources);
    lease.begun = begun;
    lease.recorded = begun;
    if (begun) {
      usage.taken(cores(lease), batch.now());
    }
    keep(lease);
  }

  private void keep(Lease lease) {
    byJob.put(lease.id, lease);
    lease.session.jobs.add(lease.id);
  }

  private static int cores(Lease lease) {
    return lease.session.capacity.pool().cores(lease.placement);
  }

  /**
   * Records that its attempt has begun.
   *
   * @param note for the event, empty for none
   */
  void begin(Lease lease, Instant at, String note) {
    if (lease.begun) {
      return;
    }
    lease.begun = true;
    usage.taken(cores(lease), batch.now());
    Job job = lease.job;
    if (job == null || !job.state().runnable()) {
      return;
    }
    lease.recorded = true;
    job.run().table.nextAttempt(job.index());
    LauncherSession session = lease.session;
    String node = session.capacity.names(lease.placement);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("attempt", lease.attempt);
    data.put("node", node);
    data.put("launcher", session.opening().host());
    data.put("session", session.id());
    session
        .opening()
        .batchJob()
        .ifPresent(
            id -> {
              data.put("batch_job", id);
              used.add(id);
            });
    if (!note.isEmpty()) {
      data.put("message", note);
    }
    lifecycle.fire(job, Trigger.STARTED, at, data);
    batch.change(new Change.Began(lease.id, at, node, session.opening().batchJob()));
  }

  /**
   * Ends the lease: the launcher has no more to do with the job, and others may use its capacity.
   */
  void free(Lease lease) {
    byJob.remove(lease.id);
    LauncherSession session = lease.session;
    session.jobs.remove(lease.id);
    session.capacity.release(lease.placement, lease.resources);
    session.outbound.forget(lease.id);
    session.freed = true;
    batch.site.released(lease.id);
    if (lease.begun) {
      usage.given(cores(lease), batch.now());
    }
  }

  /** Returns a job to the queue that the launcher has not begun. */
  void giveBack(Lease lease) {
    free(lease);
    if (lease.job != null) {
      lifecycle.schedule(lease.job);
    }
  }

  /** Takes back an attempt that was recorded as begun and of which no process was ever created. */
  void notCreated(Lease lease, String why) {
    free(lease);
    Job job = lease.job;
    if (job == null) {
      return;
    }
    if (job.state() == JobState.RUNNING) {
      job.run().table.noAttempt(job.index());
      lifecycle.fire(
          job, Trigger.GIVEN_BACK, Map.of("message", "it could not be started now: " + why));
    } else {
      lifecycle.schedule(job);
    }
  }

  /** Records the loss of an attempt whose end will not be reported. */
  void lose(Lease lease, String why) {
    free(lease);
    if (lease.recorded) {
      batch.change(new Change.Ended(lease.id, batch.now(), null, 0, null, OptionalLong.empty()));
    }
    if (lease.job != null && lease.job.state() == JobState.RUNNING) {
      lifecycle.fire(
          lease.job, Trigger.LAUNCHER_LOST, Map.of("message", why, "attempt", lease.attempt));
    }
  }
}
