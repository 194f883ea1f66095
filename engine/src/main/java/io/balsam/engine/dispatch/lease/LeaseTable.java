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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Which launcher holds which job; a job has one lease at most. On the loop's thread only. */
public final class LeaseTable {

  /** Of a run that counts as an attempt because it may have begun. */
  static final String UNSURE = "it was ordered; nobody told whether it really began";

  private final Map<Long, Lease> byJob = new HashMap<>();
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

  Collection<Lease> all() {
    return byJob.values();
  }

  /** A new one; its place has been taken. */
  void add(Lease lease) {
    batch.site.leased(new LeaseRow(lease.id, lease.session.id(), lease.attempt, lease.placement));
    keep(lease);
  }

  /** One found in the store. */
  public void again(Lease lease, boolean begun) {
    lease.session.room.sitAgain(lease.placement, lease.resources);
    lease.begun = begun;
    lease.recorded = begun;
    if (begun) {
      usage.taken(cores(lease), batch.now());
    }
    keep(lease);
  }

  private void keep(Lease lease) {
    byJob.put(lease.id, lease);
    lease.session.leases.put(lease.id, lease);
  }

  private static int cores(Lease lease) {
    return lease.session.room.pool().cores(lease.placement);
  }

  /**
   * Its run has begun.
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
    job.run().table.nextAttempt(job.slot());
    LauncherSession session = lease.session;
    String node = session.room.names(lease.placement);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("attempt", lease.attempt);
    data.put("node", node);
    data.put("launcher", session.opening().host());
    data.put("session", session.id());
    session.opening().batchJob().ifPresent(id -> data.put("batch_job", id));
    if (!note.isEmpty()) {
      data.put("message", note);
    }
    lifecycle.fire(job, Trigger.STARTED, at, data);
    batch.change(new Change.Began(lease.id, at, node, session.opening().batchJob()));
  }

  /** The launcher has done with the job: others may have its place. */
  void free(Lease lease) {
    byJob.remove(lease.id);
    LauncherSession session = lease.session;
    session.leases.remove(lease.id);
    session.room.release(lease.placement, lease.resources);
    session.mail.forget(lease.id);
    session.freed = true;
    batch.site.released(lease.id);
    if (lease.begun) {
      usage.given(cores(lease), batch.now());
    }
  }

  /** The launcher gives back what it has not begun. */
  void giveBack(Lease lease) {
    free(lease);
    if (lease.job != null) {
      lifecycle.look(lease.job);
    }
  }

  /** It was recorded as begun, and no process of it was ever created. */
  void notCreated(Lease lease, String why) {
    free(lease);
    Job job = lease.job;
    if (job == null) {
      return;
    }
    if (job.state() == JobState.RUNNING) {
      job.run().table.noAttempt(job.slot());
      lifecycle.fire(
          job, Trigger.GIVEN_BACK, Map.of("message", "it could not be started now: " + why));
    } else {
      lifecycle.look(job);
    }
  }

  /** Nobody will tell the end of what was begun. */
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
