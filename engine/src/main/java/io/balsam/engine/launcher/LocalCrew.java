package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.execution.ConcurrencyLimit;
import io.balsam.engine.launcher.RunningAssignment.Ending;
import io.balsam.engine.packing.NodePool;
import io.balsam.engine.process.ProcessLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs assignments from this process: through the MPI runner, as plain processes, or as functions.
 */
final class LocalCrew implements Crew {

  private static final Logger LOG = LoggerFactory.getLogger(LocalCrew.class);

  private final Map<Long, RunningAssignment> held = new HashMap<>();
  private final PendingAssignments pending;
  private final JobStarter starting;
  private final CrewListener listener;
  private final LauncherStats figures;
  private final Inbox inbox;
  private final BooleanSupplier mayBegin;
  private final Duration grace;
  private final Clock clock;
  private final ConcurrencyLimit limit;
  private boolean stopping;
  private boolean easing;

  LocalCrew(
      LauncherConfig config,
      JobStarter starting,
      CrewListener listener,
      LauncherStats figures,
      Inbox inbox,
      BooleanSupplier mayBegin,
      Clock clock) {
    this.pending =
        config.cache() > 0 ? new PrefetchQueue(new NodePool(config.nodes())) : new ImmediateStart();
    this.starting = starting;
    ProcessLimits.Most most = starting.most();
    this.limit = new ConcurrencyLimit(most);
    if (!most.why().isEmpty()) {
      LOG.info("at most {} jobs at a time: {}", most.jobs(), most.why());
    }
    this.listener = listener;
    this.figures = figures;
    this.inbox = inbox;
    this.mayBegin = mayBegin;
    this.grace = config.grace();
    this.clock = clock;
  }

  @Override
  public void take(List<Assignment> assignments) {
    for (Assignment assignment : assignments) {
      RunningAssignment before = held.get(assignment.job());
      if (stopping) {
        listener.returned(assignment.job());
      } else if (before == null) {
        pending.add(assignment);
      } else if (before.assignment.attempt() < assignment.attempt()) {
        // The owner has given up the earlier attempt.
        drop(before);
        before.next = assignment;
      }
    }
    fill();
  }

  @Override
  public void leased(Duration lease) {
    fill();
  }

  private void fill() {
    if (mayBegin.getAsBoolean()) {
      pending.drain(limit.available(held.size()), this::begin);
    }
  }

  private void begin(Assignment assignment, Placement placement) {
    RunningAssignment one = new RunningAssignment(assignment, placement, clock.instant());
    held.put(assignment.job(), one);
    starting.start(
        one,
        end -> inbox.post(() -> ended(one, end)),
        lack -> inbox.post(() -> lacking(one, lack)));
    if (!one.refused) {
      LOG.info(
          "job {} begins, attempt {}, on node {} of the launcher",
          assignment.job(),
          assignment.attempt(),
          placement.nodes());
      listener.begun(new Report.Begun(assignment.job(), assignment.attempt(), one.began));
      if (!assignment.wallTime().isZero()) {
        one.wallTimer = inbox.watch(assignment.wallTime(), () -> end(one, Ending.WALL_TIME));
      }
    }
  }

  /** Queues an assignment again that could not be started for lack of something. */
  private void lacking(RunningAssignment one, String lack) {
    if (!held.remove(one.assignment.job(), one)) {
      return;
    }
    if (one.wallTimer != null) {
      one.wallTimer.cancel(false);
    }
    pending.free(one.assignment, one.placement);
    if (one.ending != Ending.NO && !one.dropped) {
      listener.returned(one.assignment.job());
    } else if (one.ending == Ending.NO) {
      LOG.warn("job {} waits: {}", one.assignment.job(), lack);
      pending.add(one.assignment);
      limit.lack(held.size(), lack);
      listener.lacks(lack);
      easeLater();
    }
    if (one.next != null) {
      pending.add(one.next);
    }
  }

  private void easeLater() {
    if (!easing) {
      easing = true;
      inbox.in(
          limit.pause(),
          () -> {
            easing = false;
            if (limit.ease()) {
              easeLater();
            } else {
              listener.lacks("");
            }
            fill();
          });
    }
  }

  @Override
  public void end(long job) {
    RunningAssignment one = held.get(job);
    if (one != null) {
      end(one, Ending.UNWANTED);
    } else if (pending.remove(job)) {
      listener.returned(job);
    }
  }

  @Override
  public void drop(long job) {
    RunningAssignment one = held.get(job);
    if (one != null) {
      drop(one);
    } else {
      pending.remove(job);
    }
  }

  private void drop(RunningAssignment one) {
    one.dropped = true;
    one.next = null;
    end(one, Ending.UNWANTED);
  }

  private void end(RunningAssignment one, Ending why) {
    if (held.get(one.assignment.job()) != one) {
      return;
    }
    if (one.next != null) {
      listener.returned(one.assignment.job());
      one.next = null;
    }
    if (one.ending == Ending.NO) {
      one.ending = why;
      starting.end(one, grace);
      if (one.function()) {
        // A thread cannot be killed: one that ignores its interruption is not waited for.
        inbox.in(grace, () -> ended(one, RunReports.silent(one, clock.instant())));
      }
    }
  }

  private void ended(RunningAssignment one, Report.Ended how) {
    if (!held.remove(one.assignment.job(), one)) {
      return;
    }
    if (one.wallTimer != null) {
      one.wallTimer.cancel(false);
    }
    pending.free(one.assignment, one.placement);
    LOG.info("job {} ended: {}", one.assignment.job(), words(how));
    figures.ended(how, one.assignment.resources(), one.placement);
    if (!one.dropped) {
      listener.ended(how);
    }
    if (one.next != null) {
      pending.add(one.next);
    }
    fill();
  }

  private static String words(Report.Ended how) {
    if (!how.error().isEmpty()) {
      return how.error();
    }
    return switch (how.outcome()) {
      case EXITED -> how.signal() == 0 ? "exit code " + how.exitCode() : "signal " + how.signal();
      case WALL_TIME -> "its wall time was over";
      case STOPPED -> "its launcher stopped";
      case NOT_STARTED -> "it could not be started";
      case CUT_OFF -> "it was cut off";
      case NOT_CREATED -> "it could not be created";
    };
  }

  @Override
  public void stop() {
    stopping = true;
    pending.clear().forEach(listener::returned);
    List.copyOf(held.values()).forEach(one -> end(one, Ending.STOPPED));
  }

  @Override
  public void abandon() {
    Instant now = clock.instant();
    List.copyOf(held.values()).forEach(one -> ended(one, RunReports.silent(one, now)));
  }

  @Override
  public boolean has(long job) {
    RunningAssignment one = held.get(job);
    return pending.has(job) || (one != null && (!one.dropped || one.next != null));
  }

  @Override
  public boolean idle() {
    return held.isEmpty() && pending.isEmpty();
  }

  @Override
  public void close() {
    starting.close();
  }
}
