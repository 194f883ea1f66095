package io.balsam.engine.run.session;

import io.balsam.engine.api.launcher.Order;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.lifecycle.Trigger;
import io.balsam.engine.run.loop.Batch;
import io.balsam.engine.run.loop.Details;
import io.balsam.engine.run.loop.Job;
import io.balsam.engine.run.loop.Lives;
import io.balsam.engine.run.loop.Loop;
import io.balsam.engine.run.loop.Runs;
import io.balsam.engine.run.place.Apps;
import io.balsam.engine.run.place.Contexts;
import io.balsam.engine.run.place.EngineParts;
import io.balsam.engine.run.place.Pace;
import io.balsam.engine.run.place.Pauses;
import io.balsam.engine.run.place.Places;
import io.balsam.engine.run.place.ReadAhead;
import io.balsam.engine.run.place.Rendering;
import io.balsam.engine.run.plan.Parameters;
import io.balsam.engine.store.JobRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leases jobs to launchers. On the loop's thread only. */
final class Launchers implements Places {

  private record Placed(LauncherSession session, long job, Placement placement) {}

  private final SessionBook sessions;
  private final Leases leases;
  private final Waiting waiting;
  private final Runs runs;
  private final Batch batch;
  private final Lives lives;
  private final Loop loop;
  private final Details details;
  private final Rendering rendering;
  private final Contexts contexts;
  private final Pauses pauses;
  private final Pace pace;
  private final ReadAhead ahead;

  Launchers(EngineParts parts, SessionBook sessions, Leases leases, Waiting waiting, Pace pace) {
    runs = parts.runs;
    batch = parts.batch;
    lives = parts.lives;
    loop = parts.loop;
    details = parts.details;
    contexts = parts.contexts;
    rendering = new Rendering(parts.site, parts.siteRoom);
    pauses = new Pauses(parts);
    ahead = new ReadAhead(parts);
    this.sessions = sessions;
    this.leases = leases;
    this.waiting = waiting;
    this.pace = pace;
  }

  @Override
  public void runnable(Job job) {
    if (!job.run().active()) {
      return;
    }
    Lease lease = leases.find(job.id());
    if (lease != null) {
      orderAgain(lease);
    } else if (pauses.over(job)) {
      if (job.app() == null) {
        lives.fail(job, Apps.vanished(job));
      } else if (!waiting.contains(job.id())) {
        waiting.add(job.id());
      }
    }
  }

  @Override
  public void running(Job job) {
    if (job.run().active() && leases.find(job.id()) == null) {
      lives.fire(
          job,
          Trigger.LAUNCHER_LOST,
          Map.of("message", "nobody runs it any more", "attempt", job.attempts()));
    }
  }

  @Override
  public void ended(Job job) {
    waiting.remove(job.id());
    Lease lease = leases.find(job.id());
    if (lease == null) {
      return;
    }
    if (!lease.begun && (lease.toOrder || lease.session.mail.withdraw(job.id()))) {
      leases.free(lease);
    } else {
      batch.after(
          () -> {
            if (leases.find(lease.id) == lease) {
              lease.session.mail.end(lease.id);
              lease.session.mail.wake();
            }
          });
    }
  }

  @Override
  public boolean holds(long job) {
    return leases.find(job) != null;
  }

  /** Tries only launchers that have room, and only when something has come for them or gone. */
  @Override
  public void place() {
    boolean again = !loop.stopping();
    while (again) {
      waiting.sort();
      List<Placed> placed = new ArrayList<>();
      sessions.open().forEach(session -> place(session, placed));
      Set<LauncherSession> told = new LinkedHashSet<>();
      List<Placed> failed = new ArrayList<>();
      ahead.each(
          placed,
          Placed::job,
          one -> {
            if (lease(one)) {
              told.add(one.session);
            } else {
              failed.add(one);
            }
          });
      again = !failed.isEmpty();
      told.forEach(session -> batch.after(session.mail::wake));
      lives.settle();
    }
  }

  private void place(LauncherSession session, List<Placed> placed) {
    if (!session.attached || session.draining || session.room.pool().full()) {
      return;
    }
    long version = waiting.version(session.opening().tags());
    Optional<Duration> timeLeft = session.room.timeLeft(batch.now());
    boolean more = session.room.siteHasMore() || session.freed || version != session.seen;
    if (!more || timeLeft.isEmpty()) {
      return;
    }
    session.seen = version;
    session.freed = false;
    List<Placed> firsts = new ArrayList<>();
    waiting.drain(
        session.room,
        timeLeft.get(),
        (job, placement) -> {
          session.room.sit(placement);
          placed.add(new Placed(session, job, placement));
          if (session.room.ahead()) {
            firsts.add(new Placed(session, job, placement));
          }
        });
    firsts.forEach(first -> follow(first, placed));
  }

  /** Has as many more follow in a place as are short enough to go with the one that has it. */
  private void follow(Placed first, List<Placed> placed) {
    Room room = first.session.room;
    Job job = runs.job(first.job);
    if (!job.mayShare()) {
      return;
    }
    int cores = sessions.open().stream().mapToInt(session -> session.room.cores()).sum();
    String app = job.shape().app();
    waiting.takeAlike(
        room,
        job.shape().resources(),
        // At the end of a run what is left is for all.
        Math.min(pace.next(app) - 1, waiting.size(room) / cores),
        id -> job.mayBeFollowedBy(runs.job(id)),
        id -> {
          room.sit(first.placement);
          placed.add(new Placed(first.session, id, first.placement));
        });
  }

  private boolean lease(Placed one) {
    Job job = runs.job(one.job);
    Lease lease =
        new Lease(
            one.job, job, one.session, job.attempts() + 1, one.placement, job.shape().resources());
    Order order;
    try {
      order = order(lease, job);
    } catch (RuntimeException e) {
      one.session.room.leave(one.placement, lease.resources);
      one.session.freed = true;
      lives.fail(job, String.valueOf(e.getMessage()));
      return false;
    }
    leases.add(lease);
    batch.after(() -> tell(lease, job, order));
    return true;
  }

  /** The order; null for a function, whose context may be of this very batch. */
  private @Nullable Order order(Lease lease, Job job) {
    App app = app(job);
    JobRow row = details.get(job.id(), batch).whole().row();
    Parameters.check(app, row.parameters());
    return app.body() instanceof AppBody.Function
        ? null
        : rendering.command(
            job.run(), app, row, lease.attempt, lease.session.room.told(lease.placement));
  }

  private static App app(Job job) {
    App app = job.app();
    if (app == null) {
      throw new IllegalArgumentException(Apps.vanished(job));
    }
    return app;
  }

  private void tell(Lease lease, Job job, @Nullable Order order) {
    lease.session.mail.start(order == null ? functionOrder(lease, job) : order);
  }

  private Order functionOrder(Lease lease, Job job) {
    return rendering.function(
        job.run(),
        app(job),
        details.get(job.id()).row(),
        lease.attempt,
        lease.session.room.told(lease.placement),
        contexts.beforeWorkdir(job.id(), JobState.RUNNING, lease.attempt));
  }

  /** Has a launcher told again of what it was given and does not know of. */
  private void orderAgain(Lease lease) {
    Job job = lease.job;
    if (!lease.toOrder || job == null || !job.run().active() || !job.state().runnable()) {
      return;
    }
    lease.toOrder = false;
    try {
      Order order = order(lease, job);
      batch.after(
          () -> {
            tell(lease, job, order);
            lease.session.mail.wake();
          });
    } catch (RuntimeException e) {
      leases.free(lease);
      lives.fail(job, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void stop() {}

  /** Launchers go on by themselves. */
  @Override
  public boolean idle() {
    return true;
  }

  @Override
  public void abandon() {}

  @Override
  public Optional<Obstacle> obstacle(JobRow job) {
    return Obstacles.of(job, leases.find(job.id()), sessions.open(), batch.now());
  }
}
