package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.api.launcher.Assignments;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.OpenSession.Held;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Session;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.concurrent.EngineRuntime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a site's jobs on some nodes: receives assignments from the owner, has them run by a {@link
 * Crew}, and reports. All its state belongs to the one thread that {@link #run()} is called on; all
 * others only post inputs.
 *
 * <p>Also the master of a serial launcher, and each of its workers: a worker is a launcher of one
 * node whose owner is the master, so serial mode needs no protocol of its own. One report is under
 * way at a time, and the next has all that gathered meanwhile: a slow owner makes reports larger,
 * not more.
 */
public final class Launcher {

  /** Creates the crew that runs the assignments. */
  interface CrewMaker {
    Crew make(Inbox inbox, CrewListener listener, LauncherStats figures, BooleanSupplier mayBegin);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

  /** Time for the last report and for closing the session, once nothing runs any more. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  /**
   * Delay of reports with nothing but starts. Each report is a commit: a short job is reported
   * once, when it has ended.
   */
  private static final Duration BEGINNINGS = Duration.ofMillis(50);

  private final Inbox inbox;
  private final Outbox outbox = new Outbox();
  private final Map<Long, Integer> holds = new HashMap<>();
  private final LauncherConfig config;
  private final Clock clock;
  private final LauncherStats figures;
  private final OwnerConnection owner;
  private final Crew crew;
  private final EngineRuntime runtime;
  private String name;
  private long reports;
  private @Nullable String why;

  /** Whether it ends since the owner asked it to: the owner then knows the reason. */
  private boolean drained;

  private boolean trouble;
  private boolean lost;
  private boolean lastWords;
  private boolean closing;
  private boolean over;

  /** Whether starts have waited long enough, and whether a timer for them runs. */
  private boolean due;

  private boolean timed;
  private @Nullable Future<?> idling;

  Launcher(
      LauncherConfig config, Supplier<Sessions> owners, CrewMaker crews, EngineRuntime runtime) {
    this.config = config;
    this.runtime = runtime;
    this.clock = runtime.clock();
    this.inbox = new Inbox(runtime);
    this.name = runtime.newId();
    this.figures = new LauncherStats(config, clock.instant());
    this.owner =
        new OwnerConnection(
            owners, inbox, config.patience(), config.grace(), new SessionHandler(), runtime);
    this.crew =
        crews.make(
            inbox,
            new CrewReports(outbox, this::explained, reason -> end(reason, true)),
            figures,
            owner::mayBegin);
  }

  /**
   * Runs until there is a reason to end: the owner is unreachable, time has run out, no job came
   * for too long, or the owner or {@link #stop} asked for it. Then whatever still runs is ended and
   * reported, within about three times the grace.
   *
   * @throws InterruptedException when its thread was interrupted; its jobs are killed
   */
  public LauncherResult run() throws InterruptedException {
    try {
      begin();
      while (turn(inbox.take())) {
        // All is done in the condition.
      }
      return result();
    } finally {
      close();
    }
  }

  Inbox inbox() {
    return inbox;
  }

  void begin() {
    crew.start();
    owner.connect();
    Instant ends = config.ends();
    if (ends != null) {
      inbox.in(Duration.between(clock.instant(), ends), () -> end("out of time", false));
    }
  }

  /** Takes inputs; returns whether it goes on. */
  boolean turn(List<Runnable> inputs) {
    inputs.forEach(Runnable::run);
    afterInputs();
    return !over;
  }

  LauncherResult result() {
    return figures.end(why == null ? "" : why, trouble, clock.instant());
  }

  void close() {
    owner.shutdown();
    inbox.close();
    crew.close();
  }

  /** Returns its configuration. */
  public LauncherConfig config() {
    return config;
  }

  /** Requests a regular end, after which {@link #run()} returns. From any thread. */
  public void stop(String reason) {
    inbox.post(() -> end(reason, false));
  }

  private void end(String reason, boolean isTrouble) {
    if (why != null) {
      return;
    }
    LOG.info("ending: {}", reason);
    why = reason;
    trouble = isTrouble;
    crew.stop();
    Duration killed = config.grace().multipliedBy(2).plusSeconds(1);
    inbox.in(killed, crew::abandon);
    inbox.in(killed.plus(LAST_WORDS), () -> over = true);
  }

  /**
   * Sends a report if there is one, and checks whether to end; called after each batch of inputs.
   */
  private void afterInputs() {
    if (owner.free() && !outbox.isEmpty() && !waits()) {
      due = false;
      owner.report(outbox.take(++reports));
    }
    boolean idle = crew.idle();
    if (lost && idle) {
      lost = false;
      if (why == null) {
        name = runtime.newId();
        owner.connect();
      }
    }
    if (why != null && idle) {
      closeSession(why);
    }
    watchIdling(idle && owner.connected());
  }

  /** Returns whether the next report waits for more. */
  private boolean waits() {
    if (!outbox.mayWait() || due || why != null) {
      return false;
    }
    if (!timed) {
      timed = true;
      inbox.in(
          BEGINNINGS,
          () -> {
            timed = false;
            due = true;
          });
    }
    return true;
  }

  private void closeSession(String reason) {
    if (!lastWords) {
      lastWords = true;
      inbox.in(LAST_WORDS, () -> over = true);
    }
    if (!closing && outbox.isEmpty() && owner.allReported()) {
      closing = true;
      owner.close(reason, () -> over = true);
    }
  }

  private Report.Ended explained(Report.Ended ended) {
    boolean stopped = ended.outcome() == Report.Outcome.STOPPED;
    return stopped && why != null && !drained ? RunReports.because(why, ended) : ended;
  }

  private void watchIdling(boolean idle) {
    Duration limit = config.idle();
    if (idling != null && !idle) {
      idling.cancel(false);
      idling = null;
    } else if (limit != null && idling == null && idle && why == null) {
      idling = inbox.watch(limit, () -> idleTooLong(limit));
    }
  }

  // The timer may have posted before a job came and cancelled it.
  private void idleTooLong(Duration limit) {
    if (idling != null && crew.idle()) {
      end("no job for " + limit.toSeconds() + " s", false);
    }
  }

  private OpenSession request() {
    return config.opening(
        name,
        holds.entrySet().stream().map(one -> new Held(one.getKey(), one.getValue())).toList());
  }

  private void drop(Set<Long> jobs) {
    jobs.forEach(
        job -> {
          holds.remove(job);
          outbox.forget(job);
          crew.drop(job);
        });
  }

  /** Handles messages from the owner. */
  private final class SessionHandler implements SessionListener {

    @Override
    public OpenSession request() {
      return Launcher.this.request();
    }

    @Override
    public void opened(Session session) {
      LOG.info("session {} of {} is open, lease {}", session.id(), name, session.lease());
      outbox.ownerChanged();
      Set<Long> gone = new HashSet<>(holds.keySet());
      session.keep().forEach(held -> gone.remove(held.job()));
      if (!gone.isEmpty()) {
        LOG.warn("{} jobs no longer belong to this launcher", gone.size());
        drop(gone);
      }
      crew.leased(session.lease());
    }

    @Override
    public void assignments(Assignments assignments) {
      Set<Long> unwanted = Set.copyOf(assignments.end());
      List<Assignment> start = new ArrayList<>();
      for (Assignment assignment : assignments.start()) {
        holds.merge(assignment.job(), assignment.attempt(), Math::max);
        if (unwanted.contains(assignment.job()) && !crew.has(assignment.job())) {
          outbox.returned(assignment.job());
        } else {
          start.add(assignment);
        }
      }
      crew.take(start);
      assignments.end().forEach(crew::end);
      if (assignments.drain()) {
        drained = why == null;
        end("the site asked it to stop", false);
      }
    }

    @Override
    public void reported(Report report) {
      report.ended().forEach(end -> forget(end.job()));
      report.returned().forEach(this::forget);
    }

    /** Keeps the job if the owner has assigned it again meanwhile. */
    private void forget(long job) {
      if (!crew.has(job)) {
        holds.remove(job);
      }
    }

    @Override
    public void lost(String reason) {
      LOG.warn("the session is lost: {}", reason);
      lost = true;
      outbox.clear();
      drop(new HashSet<>(holds.keySet()));
    }

    @Override
    public void refused(String reason) {
      end("the site refuses it: " + reason, true);
    }

    @Override
    public void silence(Duration time) {
      boolean enough = time.compareTo(config.patience().giveUp()) > 0;
      if (enough && (config.patience().endJobs() || crew.idle())) {
        end("the site's owner could not be reached for " + time.toSeconds() + " s", true);
      }
    }
  }
}
