package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.api.launcher.Assignments;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.OpenSession.Held;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Session;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.concurrent.DaemonThreads;
import io.balsam.engine.domain.Script;
import io.balsam.engine.domain.WorkflowLoader;
import io.balsam.engine.packing.NodePool;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.process.Spawner;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a site's jobs on some nodes: takes what the owner orders, has it carried out by a {@link
 * Crew}, and reports. Everything it knows belongs to the one thread that {@link #run()} is called
 * on; all others only post inputs.
 *
 * <p>Also the master of a serial launcher, and each of its workers: a worker is a launcher of one
 * node whose owner is the master, so serial mode has no protocol of its own to go wrong. One report
 * is under way at a time, and the next has all that gathered meanwhile: a slow owner makes reports
 * larger, not more.
 */
public final class Launcher {

  /** Makes those who carry out the orders. */
  interface CrewMaker {
    Crew make(Inbox inbox, CrewListener news, LauncherStats figures, BooleanSupplier mayBegin);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

  /** For the last report and the last word, once nothing runs any more. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  /** Each report is a commit: short jobs are told once, when they have ended. */
  private static final Duration BEGINNINGS = Duration.ofMillis(50);

  private final Inbox inbox = new Inbox();
  private final Outbox outbox = new Outbox();
  private final Map<Long, Integer> holds = new HashMap<>();
  private final LauncherConfig config;
  private final Clock clock;
  private final LauncherStats figures;
  private final OwnerConnection line;
  private final Crew crew;
  private String name = newName();
  private long reports;
  private @Nullable String why;
  private boolean trouble;
  private boolean lost;
  private boolean lastWords;
  private boolean closing;
  private boolean over;

  /** Whether beginnings have waited long enough, and whether somebody looks at the clock. */
  private boolean due;

  private boolean timed;
  private @Nullable Future<?> idling;

  Launcher(LauncherConfig config, Supplier<Sessions> owners, CrewMaker crews, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.figures = new LauncherStats(config, clock.instant());
    this.line =
        new OwnerConnection(owners, inbox, config.patience(), config.grace(), new Hearing());
    this.crew = crews.make(inbox, new Telling(), figures, line::mayBegin);
  }

  /**
   * A launcher whose jobs are processes of this host, or are started from here by the platform's
   * MPI runner.
   *
   * @param owners finds the site's owner, each time the connection is made; throws {@link
   *     OwnerUnavailable} when there is none at present
   * @param scripts the script of a run, for function apps; throws when it cannot be had
   * @param platform for its MPI runners
   * @param spawner starts the processes; closed at the end
   * @param loader reads the scripts of function apps
   */
  public static Launcher onNodes(
      LauncherConfig config,
      Supplier<Sessions> owners,
      LongFunction<Script> scripts,
      Platform platform,
      Spawner spawner,
      WorkflowLoader loader,
      Clock clock) {
    return new Launcher(
        config,
        owners,
        (inbox, news, figures, mayBegin) ->
            new LocalCrew(
                config.cache() > 0
                    ? new PrefetchQueue(new NodePool(config.nodes()))
                    : new ImmediateStart(),
                JobStarter.here(config, scripts, platform, spawner, loader, clock),
                news,
                figures,
                inbox,
                mayBegin,
                config.grace(),
                clock),
        clock);
  }

  /**
   * A launcher whose jobs are run by a worker on each node.
   *
   * @param owners as of {@link #onNodes}
   * @param platform its MPI runner starts the workers
   * @param spawner starts the processes of workers; closed at the end
   * @param starts makes the workers' commands; closed at the end
   * @param directory absolute, where workers' output goes
   */
  public static Launcher ofWorkers(
      LauncherConfig config,
      Supplier<Sessions> owners,
      Platform platform,
      Spawner spawner,
      WorkerStarts starts,
      Path directory,
      Clock clock) {
    return new Launcher(
        config,
        owners,
        (inbox, news, figures, mayBegin) ->
            new WorkerCrew(
                config,
                new WorkerProcesses(platform, spawner, starts, directory, config.grace()),
                news,
                figures,
                inbox,
                Executors.newCachedThreadPool(DaemonThreads.named("balsam-answers")),
                clock),
        clock);
  }

  private static String newName() {
    return UUID.randomUUID().toString();
  }

  /**
   * Runs until there is a reason to end: none to work for, out of time, told to by the owner or by
   * {@link #stop}. Then whatever still runs is ended and told, within about three times the grace.
   *
   * @throws InterruptedException when its thread was interrupted; its jobs are killed
   */
  public LauncherResult run() throws InterruptedException {
    try {
      crew.start();
      line.connect();
      Instant ends = config.ends();
      if (ends != null) {
        inbox.in(Duration.between(clock.instant(), ends), () -> end("out of time", false));
      }
      while (!over) {
        inbox.take().forEach(Runnable::run);
        turn();
      }
      return figures.end(why == null ? "" : why, trouble, clock.instant());
    } finally {
      line.shutdown();
      inbox.close();
      crew.close();
    }
  }

  /** What it was made to be. */
  public LauncherConfig config() {
    return config;
  }

  /** Ends it in good order; {@link #run()} returns then. From any thread. */
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

  /** After each batch of inputs: tells what there is to tell, and sees whether it is done. */
  private void turn() {
    if (line.free() && !outbox.isEmpty() && !waits()) {
      due = false;
      line.tell(outbox.take(++reports));
    }
    boolean idle = crew.idle();
    if (lost && idle) {
      lost = false;
      if (why == null) {
        name = newName();
        line.connect();
      }
    }
    if (why != null && idle) {
      windUp(why);
    }
    watchIdling(idle && line.standing());
  }

  /** Whether what there is to tell waits for more. */
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

  private void windUp(String reason) {
    if (!lastWords) {
      lastWords = true;
      inbox.in(LAST_WORDS, () -> over = true);
    }
    if (!closing && outbox.isEmpty() && line.allTold()) {
      closing = true;
      line.close(reason, () -> over = true);
    }
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

  // The timer may have posted before a job came and called it off.
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

  /** What the owner says. */
  private final class Hearing implements OwnerConnection.Ear {

    @Override
    public OpenSession request() {
      return Launcher.this.request();
    }

    @Override
    public void opened(Session session) {
      LOG.info("session {} of {} is open, lease {}", session.id(), name, session.lease());
      outbox.heardByNobody();
      Set<Long> gone = new HashSet<>(holds.keySet());
      session.keep().forEach(held -> gone.remove(held.job()));
      if (!gone.isEmpty()) {
        LOG.warn("{} jobs are not ours any more", gone.size());
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
        end("told to end by the site", false);
      }
    }

    @Override
    public void told(Report report) {
      report.ended().forEach(end -> forget(end.job()));
      report.returned().forEach(this::forget);
    }

    /** Unless the owner has ordered it again meanwhile. */
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

  /** What the crew says. */
  private final class Telling implements CrewListener {

    @Override
    public void begun(Report.Begun begun) {
      outbox.begun(begun);
    }

    @Override
    public void ended(Report.Ended ended) {
      outbox.ended(ended);
    }

    @Override
    public void returned(long job) {
      outbox.returned(job);
    }

    @Override
    public void lacks(String what) {
      outbox.lacks(what);
    }

    @Override
    public void broken(String reason) {
      end(reason, true);
    }
  }
}
