package io.balsam.engine.dispatch.lease;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.Job;
import io.balsam.engine.core.MissingApp;
import io.balsam.engine.dispatch.AssignmentBuilder;
import io.balsam.engine.dispatch.BundleSizer;
import io.balsam.engine.dispatch.JobDispatcher;
import io.balsam.engine.dispatch.JobPrefetch;
import io.balsam.engine.dispatch.MoldableJobs;
import io.balsam.engine.dispatch.RetryBackoff;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.execution.RequiredParameters;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.packing.JobTime;
import io.balsam.engine.store.JobRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leases jobs to launchers. On the event loop's thread only. */
final class LeaseDispatcher implements JobDispatcher {

  private record Placed(LauncherSession session, long job, Placement placement) {}

  private final EngineParts parts;
  private final SessionRegistry sessions;
  private final LeaseTable leases;
  private final RunnableQueues waiting;
  private final AssignmentBuilder assignmentBuilder;
  private final RetryBackoff pauses;
  private final BundleSizer sizer;
  private final JobPrefetch ahead;
  private final MoldableJobs moldable;

  LeaseDispatcher(
      EngineParts parts,
      SessionRegistry sessions,
      LeaseTable leases,
      RunnableQueues waiting,
      BundleSizer sizer) {
    this.parts = parts;
    assignmentBuilder = new AssignmentBuilder(parts.site, parts.siteResources);
    pauses = new RetryBackoff(parts);
    ahead = new JobPrefetch(parts);
    this.sessions = sessions;
    this.leases = leases;
    this.waiting = waiting;
    this.sizer = sizer;
    moldable = new MoldableJobs(parts, new LaunchersNodes(parts, sessions));
  }

  @Override
  public void runnable(Job job) {
    if (!job.run().active()) {
      return;
    }
    Lease lease = leases.find(job.id());
    if (lease != null) {
      assignAgain(lease);
    } else if (pauses.over(job)) {
      if (job.app() == null) {
        parts.lifecycle.fail(job, MissingApp.vanished(job));
      } else if (!waiting.contains(job.id()) && !moldable.takes(job)) {
        waiting.add(job.id());
      }
    }
  }

  @Override
  public void running(Job job) {
    if (job.run().active() && leases.find(job.id()) == null) {
      parts.lifecycle.fire(
          job,
          Trigger.LAUNCHER_LOST,
          Map.of("message", "no process runs it any longer", "attempt", job.attempts()));
    }
  }

  @Override
  public void ended(Job job) {
    waiting.remove(job.id());
    moldable.ended(job);
    Lease lease = leases.find(job.id());
    if (lease == null) {
      return;
    }
    if (!lease.begun && (lease.toAssign || lease.session.outbound.withdraw(job.id()))) {
      leases.free(lease);
    } else {
      parts.batch.after(
          () -> {
            if (leases.find(lease.id) == lease) {
              lease.session.outbound.end(lease.id);
              lease.session.outbound.wake();
            }
          });
    }
  }

  @Override
  public boolean holds(long job) {
    return leases.find(job) != null;
  }

  /**
   * Tries only launchers with free capacity, and only when jobs have arrived for them or some have
   * ended.
   */
  @Override
  public void place() {
    boolean again = !parts.loop.stopping();
    if (again) {
      moldable.choose(job -> waiting.add(job.id()), waiting::remove);
    }
    while (again) {
      waiting.sort();
      List<Placed> placed = new ArrayList<>();
      sessions.open().forEach(session -> place(session, placed));
      Set<LauncherSession> granted = new LinkedHashSet<>();
      List<Placed> failed = new ArrayList<>();
      ahead.each(
          placed,
          Placed::job,
          one -> {
            if (lease(one)) {
              granted.add(one.session);
            } else {
              failed.add(one);
            }
          });
      again = !failed.isEmpty();
      granted.forEach(session -> parts.batch.after(session.outbound::wake));
      parts.lifecycle.settle();
    }
  }

  private void place(LauncherSession session, List<Placed> placed) {
    if (!session.attached || session.draining || session.capacity.pool().full()) {
      return;
    }
    long version = waiting.version(session.opening().tags());
    boolean more = session.capacity.siteHasMore() || session.freed || version != session.seen;
    if (!more) {
      return;
    }
    Optional<JobTime.Left> timeLeft = session.capacity.timeLeft(parts.batch.now());
    if (timeLeft.isEmpty()) {
      return;
    }
    session.seen = version;
    session.freed = false;
    List<Placed> firsts = new ArrayList<>();
    waiting.drain(
        session.capacity,
        timeLeft.get(),
        (job, placement) -> {
          session.capacity.acquire(placement);
          placed.add(new Placed(session, job, placement));
          if (session.capacity.ahead()) {
            firsts.add(new Placed(session, job, placement));
          }
        });
    firsts.forEach(first -> follow(first, placed));
  }

  /** Adds to a placement as many more jobs as are short enough to follow the first. */
  private void follow(Placed first, List<Placed> placed) {
    LauncherCapacity capacity = first.session.capacity;
    Job job = parts.runs.job(first.job);
    if (!job.mayShare()) {
      return;
    }
    int cores = sessions.open().stream().mapToInt(session -> session.capacity.cores()).sum();
    String app = job.shape().app();
    waiting.takeAlike(
        capacity,
        job.shape().resources(),
        // At the end of a run the jobs left are shared by all.
        Math.min(sizer.next(app) - 1, waiting.size(capacity) / cores),
        id -> job.mayBeFollowedBy(parts.runs.job(id)),
        id -> {
          capacity.acquire(first.placement);
          placed.add(new Placed(first.session, id, first.placement));
        });
  }

  private boolean lease(Placed one) {
    Job job = parts.runs.job(one.job);
    Lease lease =
        new Lease(
            one.job, job, one.session, job.attempts() + 1, one.placement, job.shape().resources());
    Assignment assignment;
    try {
      assignment = assignment(lease, job);
    } catch (RuntimeException e) {
      one.session.capacity.release(one.placement, lease.resources);
      one.session.freed = true;
      parts.lifecycle.fail(job, String.valueOf(e.getMessage()));
      return false;
    }
    leases.add(lease);
    moldable.placed(job);
    parts.batch.after(() -> send(lease, job, assignment));
    return true;
  }

  /** Returns the assignment; null for a function, whose context may depend on this very batch. */
  private @Nullable Assignment assignment(Lease lease, Job job) {
    App app = app(job);
    JobRow row = parts.batch.record(job.id()).whole().row();
    RequiredParameters.check(app, row.parameters());
    return app.body() instanceof AppBody.Function
        ? null
        : assignmentBuilder.command(
            job.run(), app, row, lease.attempt, lease.session.capacity.sent(lease.placement));
  }

  private static App app(Job job) {
    App app = job.app();
    if (app == null) {
      throw new IllegalArgumentException(MissingApp.vanished(job));
    }
    return app;
  }

  private void send(Lease lease, Job job, @Nullable Assignment assignment) {
    lease.session.outbound.start(assignment == null ? functionAssignment(lease, job) : assignment);
  }

  private Assignment functionAssignment(Lease lease, Job job) {
    return assignmentBuilder.function(
        job.run(),
        app(job),
        parts.details.get(job.id()).row(),
        lease.attempt,
        lease.session.capacity.sent(lease.placement),
        parts.contexts.beforeWorkdir(job.id(), JobState.RUNNING, lease.attempt));
  }

  /** Sends a launcher again an assignment that it was given and does not have. */
  private void assignAgain(Lease lease) {
    Job job = lease.job;
    if (!lease.toAssign || job == null || !job.run().active() || !job.state().runnable()) {
      return;
    }
    lease.toAssign = false;
    try {
      Assignment assignment = assignment(lease, job);
      parts.batch.after(
          () -> {
            send(lease, job, assignment);
            lease.session.outbound.wake();
          });
    } catch (RuntimeException e) {
      leases.free(lease);
      parts.lifecycle.fail(job, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void stop() {}

  /** Returns true: launchers keep running without the owner. */
  @Override
  public boolean idle() {
    return true;
  }

  @Override
  public void abandon() {}

  @Override
  public Optional<WaitReason> waitReason(JobRow job) {
    return WaitReasons.of(
        job, parts.runTimes.time(job), leases.find(job.id()), sessions.open(), parts.batch.now());
  }
}
