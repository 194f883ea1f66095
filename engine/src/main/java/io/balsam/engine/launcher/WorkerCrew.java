package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignment;
import io.balsam.engine.api.launcher.NoSuchSession;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Session;
import io.balsam.engine.domain.Placement;
import io.balsam.engine.session.OutboundQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The crew of a serial launcher: passes each assignment to the least loaded worker and its reports
 * on. A worker that is lost gets no more. Assignments that were sent to it may have begun, and are
 * given up once its processes must have ended.
 *
 * <p>Load means the assigned part of cores, GPUs or share, whichever is most: the owner packs
 * first-fit in node order and, with a cache, would fill one node's cache before it comes to the
 * next. Jobs that wait in a cache are not moved to another worker, so the cache is one node's worth
 * by default.
 */
final class WorkerCrew implements Crew, MasterSessions.Workers {

  /**
   * Longest lease of a worker. It calls every few seconds; the end of its process is noticed at
   * once anyway.
   */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** Time in which workers must begin, including the wait for nodes and Java. */
  private static final Duration BEGIN = Duration.ofSeconds(60);

  /**
   * Time after a worker's end in which its jobs are killed at the latest, by their helpers' control
   * shell.
   */
  private static final Duration OUTLIVED = Duration.ofSeconds(2);

  /** Time without a beginning after which a warning is due: workers begin within seconds. */
  private static final Duration SLOW = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(WorkerCrew.class);

  private final WorkerAssignments given;
  private final List<Worker> workers = new ArrayList<>();
  private final WorkerProcesses processes;
  private final CrewListener listener;
  private final Inbox inbox;
  private final Clock clock;
  private Duration lease = SILENCE;
  private boolean stopping;

  WorkerCrew(
      LauncherConfig config,
      WorkerProcesses processes,
      CrewListener listener,
      LauncherStats figures,
      Inbox inbox,
      ExecutorService answers,
      Clock clock) {
    this.processes = processes;
    this.listener = listener;
    this.given = new WorkerAssignments(listener, figures);
    this.inbox = inbox;
    this.clock = clock;
    for (int i = 0; i < config.nodes().size(); i++) {
      workers.add(new Worker(i, config.nodes().get(i), new OutboundQueue(0, answers)));
    }
  }

  @Override
  public void start() {
    processes.open(new MasterSessions(this, inbox));
    for (Worker worker : workers) {
      processes.start(worker, why -> inbox.post(() -> ended(worker, why)));
      inbox.in(SLOW, () -> missed(worker));
      inbox.in(BEGIN, () -> neverBegan(worker));
    }
  }

  /**
   * Shortens the workers' lease: they must have ended their jobs before the owner leases them anew.
   */
  @Override
  public void leased(Duration ours) {
    Duration half = ours.dividedBy(2);
    lease = half.compareTo(SILENCE) < 0 ? half : SILENCE;
  }

  /** Warns of a worker that has not begun: a batch system may let it wait, with no message here. */
  private void missed(Worker worker) {
    if (worker.opened == null && !worker.gone()) {
      String what = "the worker on %s has not begun after %d s";
      LOG.warn(said(worker, what.formatted(worker.node.name(), SLOW.toSeconds())));
    }
  }

  private String said(Worker worker, String what) {
    List<String> lines = stopping ? List.of() : processes.output(worker);
    return lines.isEmpty() ? what : what + "; it said: " + lines.get(lines.size() - 1);
  }

  private void neverBegan(Worker worker) {
    if (worker.opened == null) {
      lose(worker, said(worker, "it did not begin within %d s".formatted(BEGIN.toSeconds())));
    }
  }

  private void listen(Worker worker, Duration most) {
    if (worker.gone() || !worker.lease.equals(most)) {
      return;
    }
    Duration left = most.minusNanos(System.nanoTime() - worker.heardNanos);
    if (left.isNegative() || left.isZero()) {
      lose(worker, said(worker, "it was silent for %d s".formatted(most.toSeconds())));
    } else {
      inbox.in(left, () -> listen(worker, most));
    }
  }

  @Override
  public void take(List<Assignment> assignments) {
    for (Assignment assignment : assignments) {
      WorkerAssignment before = given.find(assignment.job());
      // The worker that has an earlier attempt ends it by itself when it gets the next one.
      Optional<Worker> worker =
          before != null && !before.worker.gone()
              ? Optional.of(before.worker)
              : workerFor(assignment);
      if (before != null
          && before.assignment.attempt() >= assignment.attempt()
          && !before.dropped) {
        continue;
      }
      if (stopping || worker.isEmpty()) {
        listener.returned(assignment.job());
        continue;
      }
      given.add(new WorkerAssignment(assignment, worker.get()));
      worker.get().outbound.start(assignment.at(new Placement(List.of(0), List.of(), List.of())));
    }
    workers.forEach(worker -> worker.outbound.wake());
  }

  // The owner fills one node after the other, its cache included. Here the assignments are spread,
  // so that none waits on a full node while another one is idle.
  private Optional<Worker> workerFor(Assignment assignment) {
    return workers.stream()
        .filter(one -> !one.gone() && one.suits(assignment.resources()))
        .min(Comparator.comparingDouble(Worker::pressure));
  }

  @Override
  public void end(long job) {
    WorkerAssignment one = given.find(job);
    if (one == null) {
      return;
    }
    if (one.worker.outbound.withdraw(job)) {
      given.returned(one);
    } else {
      one.worker.outbound.end(job);
      one.worker.outbound.wake();
    }
  }

  @Override
  public void drop(long job) {
    WorkerAssignment one = given.find(job);
    if (one != null) {
      one.dropped = true;
      end(job);
    }
  }

  @Override
  public void stop() {
    stopping = true;
    for (Worker worker : workers) {
      worker.outbound.drain();
      worker.outbound.wake();
      if (worker.opened == null && !worker.gone()) {
        lose(worker, "it had not begun to work");
      }
    }
  }

  @Override
  public void abandon() {
    workers.forEach(worker -> lose(worker, "it did not answer when it was asked to stop"));
    workers.forEach(this::giveUp);
  }

  @Override
  public boolean has(long job) {
    WorkerAssignment one = given.find(job);
    return one != null && !one.dropped;
  }

  @Override
  public boolean idle() {
    return given.isEmpty() && (!stopping || workers.stream().allMatch(Worker::gone));
  }

  @Override
  public void close() {
    processes.close();
  }

  @Override
  public Session open(OpenSession request) {
    String node = request.nodes().get(0).name();
    Worker worker =
        workers.stream()
            .filter(one -> one.node.name().equals(node))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("node " + node + " is not ours"));
    OpenSession before = worker.opened;
    if (worker.gone() || (before != null && !before.launcher().equals(request.launcher()))) {
      throw new IllegalArgumentException("the worker on " + node + " was given up");
    }
    worker.opened = request;
    heard(worker);
    if (!worker.lease.equals(lease)) {
      worker.lease = lease;
      listen(worker, lease);
    }
    List<OpenSession.Held> keep = new ArrayList<>();
    for (OpenSession.Held held : request.holds()) {
      if (given.held(worker, held.job(), held.attempt()) != null) {
        keep.add(held);
        worker.outbound.has(held.job());
      }
    }
    return new Session(worker.session(), lease, keep);
  }

  @Override
  public void assignments(long session, OutboundQueue.Call call, Duration wait) {
    Worker worker = worker(session);
    if (worker.lease.compareTo(lease) > 0) {
      throw new IllegalStateException("the lease is shorter now: open the session again");
    }
    heard(worker);
    worker.outbound.call(call);
    inbox.in(wait, () -> worker.outbound.timeOver(call));
  }

  @Override
  public void report(long session, Report report) {
    Worker worker = worker(session);
    heard(worker);
    for (Report.Begun begun : report.begun()) {
      WorkerAssignment one = given.held(worker, begun.job(), begun.attempt());
      if (one != null) {
        one.begun = begun;
        worker.outbound.has(begun.job());
        if (!one.dropped) {
          listener.begun(begun);
        }
      }
    }
    for (Report.Ended ended : report.ended()) {
      WorkerAssignment one = given.held(worker, ended.job(), ended.attempt());
      if (one != null) {
        given.ended(one, ended);
      }
    }
    if (report.number() > worker.lastReport) {
      worker.lastReport = report.number();
      worker.lack = report.lack();
      listener.lacks(lack());
      for (long job : report.returned()) {
        WorkerAssignment one = given.find(job);
        if (one != null && one.worker == worker && one.begun == null) {
          given.returned(one);
        }
      }
    }
  }

  private String lack() {
    return workers.stream()
        .filter(one -> !one.gone() && !one.lack.isEmpty())
        .findFirst()
        .map(one -> "on %s %s".formatted(one.node.name(), one.lack))
        .orElse("");
  }

  @Override
  public void close(long session, String why) {
    if (session >= 1 && session <= workers.size()) {
      Worker worker = workers.get((int) session - 1);
      if (!worker.gone()) {
        given.of(worker).stream().filter(one -> one.begun == null).forEach(given::returned);
      }
      lose(worker, why);
    }
  }

  private Worker worker(long session) {
    Worker worker =
        session >= 1 && session <= workers.size() ? workers.get((int) session - 1) : null;
    if (worker == null || worker.gone()) {
      throw new NoSuchSession(session);
    }
    return worker;
  }

  private static void heard(Worker worker) {
    worker.heardNanos = System.nanoTime();
  }

  private void lose(Worker worker, String why) {
    if (worker.gone()) {
      return;
    }
    LOG.info("the worker on {} is gone: {}", worker.node.name(), why);
    worker.gone = "the worker on %s was lost: %s".formatted(worker.node.name(), why);
    given.of(worker).stream()
        .filter(one -> worker.outbound.withdraw(one.assignment.job()))
        .forEach(given::returned);
    worker.outbound.close(new NoSuchSession(worker.session()));
    processes.end(worker);
    if (!stopping) {
      listener.lost(worker.gone);
    }
    if (!stopping && workers.stream().allMatch(Worker::gone)) {
      listener.broken("all workers are lost; the last one: " + worker.gone);
    }
  }

  /** Handles the end of its process; the processes of its jobs end soon after. */
  private void ended(Worker worker, String why) {
    lose(worker, said(worker, why));
    inbox.in(OUTLIVED, () -> giveUp(worker));
  }

  private void giveUp(Worker worker) {
    given.of(worker).forEach(one -> given.giveUp(one, worker.gone, clock.instant()));
  }
}
