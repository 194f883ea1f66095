package io.balsam.engine.launcher;

import io.balsam.engine.api.StoreAwayException;
import io.balsam.engine.api.launcher.NoSuchSession;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Session;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.concurrent.EngineRuntime;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connection of a launcher to its owner.
 *
 * <ul>
 *   <li>Two threads make the calls, one for assignments and one for reports; all else, the
 *       callbacks of {@link SessionListener} included, is on the launcher's thread.
 *   <li>A report is repeated until it is answered or the session is lost; there is one at a time.
 *   <li>After a failure the connection is made anew, after a pause, since the owner may be another
 *       process by then. Answers to calls of an earlier connection are ignored, but for reports.
 *   <li>The launcher takes its session for lost before the lease is over at the owner, to have time
 *       to end its jobs. It counts from when it made a call, not from the answer. While the site
 *       certainly has no owner, or one that cannot write, the lease does not run out, unless the
 *       policy is to end jobs.
 * </ul>
 */
final class OwnerConnection {

  private static final Logger LOG = LoggerFactory.getLogger(OwnerConnection.class);
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final OwnerCalls assignmentCalls;
  private final OwnerCalls reportCalls;
  private final Supplier<Sessions> owners;
  private final Inbox inbox;
  private final ReconnectPolicy policy;
  private final Duration grace;
  private final EngineRuntime runtime;
  private final SessionListener listener;
  private volatile @Nullable Sessions owner;
  private @Nullable Session session;
  private @Nullable Report unsent;
  private boolean sending;
  private boolean connected;
  private boolean closing;
  private boolean watching;
  private long received;
  private int connection;
  private int tries;
  private long silentSince;
  private long unheardSince;

  /**
   * Creates the connection; not connected yet.
   *
   * @param grace time that jobs need to end, before the lease is over
   */
  OwnerConnection(
      Supplier<Sessions> owners,
      Inbox inbox,
      ReconnectPolicy policy,
      Duration grace,
      SessionListener listener,
      EngineRuntime runtime) {
    this.owners = owners;
    this.inbox = inbox;
    this.assignmentCalls = new OwnerCalls("balsam-assignments", inbox, runtime);
    this.reportCalls = new OwnerCalls("balsam-reports", inbox, runtime);
    this.policy = policy;
    this.grace = grace;
    this.listener = listener;
    this.runtime = runtime;
    silentSince = runtime.nanos();
    unheardSince = silentSince;
  }

  /** Opens the session, or resumes it. */
  void connect() {
    connected = false;
    int number = ++connection;
    OpenSession request = listener.request().at(number);
    assignmentCalls.ask(
        () -> {
          Sessions found = owners.get();
          Session opened = found.open(request);
          owner = found;
          return opened;
        },
        (opened, asked) -> opened(number, opened, asked),
        e -> failed(number, e));
  }

  private void opened(int number, Session opened, long asked) {
    if (number != connection) {
      return;
    }
    if (session != null && session.id() != opened.id()) {
      unsent = null;
    }
    if (unsent != null) {
      unsent = unsent.of(opened.keep());
    }
    session = opened;
    connected = true;
    received = 0;
    heard(asked);
    if (!watching) {
      watching = true;
      watchLease();
    }
    listener.opened(opened);
    if (unsent != null && !sending) {
      send(unsent);
    }
    awaitAssignments(number);
  }

  private void watchLease() {
    Session now = session;
    if (now == null || closing) {
      watching = false;
      return;
    }
    long left = left(now);
    if (left > 0) {
      inbox.in(Duration.ofNanos(left), this::watchLease);
      return;
    }
    watching = false;
    lapse();
  }

  /**
   * Returns the nanoseconds left in which the jobs held count as ours. When the lease is over the
   * owner leases them to others, and their processes must have ended by then.
   */
  private long left(Session now) {
    long lease = now.lease().toNanos();
    long ours = Math.max(lease / 3 * 2, lease / 10 * 9 - grace.toNanos());
    return ours - (runtime.nanos() - unheardSince);
  }

  private void lapse() {
    forget();
    connection++;
    listener.lost("the owner did not answer for almost the length of the lease");
  }

  /**
   * Returns whether assignments may still begin. A timer would say so too late when the whole
   * process was stopped meanwhile.
   */
  boolean mayBegin() {
    Session now = session;
    return now != null && left(now) > 0 && (connected || !policy.endJobs());
  }

  private void awaitAssignments(int number) {
    Session now = session;
    Sessions at = owner;
    if (number != connection || closing || now == null || at == null) {
      return;
    }
    long last = received;
    // While a call waits, the time last heard from the owner is when the call before it was made.
    Duration part = now.lease().dividedBy(6);
    Duration wait = part.compareTo(WAIT) < 0 ? part : WAIT;
    assignmentCalls.await(
        () -> at.assignments(now.id(), last, wait),
        (assignments, asked) -> {
          if (number == connection) {
            heard(asked);
            if (left(now) <= 0) {
              lapse();
              return;
            }
            received = Math.max(received, assignments.number());
            listener.assignments(assignments);
            awaitAssignments(number);
          }
        },
        e -> failed(number, e));
  }

  boolean connected() {
    return connected;
  }

  /** Returns whether a report can be taken now. */
  boolean free() {
    return connected && unsent == null && !closing;
  }

  /** Returns whether every report has been answered. */
  boolean allReported() {
    return unsent == null;
  }

  /** Sends a report; repeated until it is answered or the session is lost. */
  void report(Report report) {
    unsent = report;
    send(report);
  }

  private void send(Report report) {
    Session now = session;
    Sessions at = owner;
    if (now == null || at == null) {
      return;
    }
    int number = connection;
    sending = true;
    reportCalls.ask(
        () -> {
          at.report(now.id(), report);
          return report;
        },
        (done, asked) -> {
          sending = false;
          if (sameReport(done)) {
            unsent = null;
            heard(asked);
            listener.reported(done);
          } else if (unsent != null && connected) {
            send(unsent);
          }
        },
        e -> {
          sending = false;
          if (number == connection) {
            failed(number, e);
          } else if (unsent != null && connected) {
            send(unsent);
          }
        });
  }

  /** Closes the session; {@code done} is called also when that failed. */
  void close(String why, Runnable done) {
    closing = true;
    Session now = session;
    Sessions at = owner;
    if (now == null || at == null || !connected) {
      inbox.post(done);
      return;
    }
    reportCalls.ask(
        () -> {
          at.close(now.id(), why);
          return why;
        },
        (closed, asked) -> done.run(),
        e -> done.run());
  }

  void shutdown() {
    assignmentCalls.shutdown();
    reportCalls.shutdown();
  }

  private void failed(int number, Throwable e) {
    if (number != connection || closing) {
      return;
    }
    int next = ++connection;
    connected = false;
    if (e instanceof NoSuchSession || e instanceof IllegalArgumentException) {
      boolean never = session == null;
      forget();
      if (never) {
        listener.refused(String.valueOf(e.getMessage()));
      } else {
        listener.lost(String.valueOf(e.getMessage()));
      }
      return;
    }
    long now = runtime.nanos();
    if (!policy.endJobs() && hasNoOwner(e)) {
      // No owner can have leased our jobs to others.
      unheardSince = now;
    }
    Duration pause = policy.pause(tries++, runtime.random().nextDouble());
    LOG.warn("the owner cannot be reached ({}); next try in {}", e.toString(), pause);
    listener.silence(Duration.ofNanos(now - silentSince));
    inbox.in(
        pause,
        () -> {
          if (next == connection && !closing) {
            connect();
          }
        });
  }

  private void forget() {
    session = null;
    unsent = null;
    connected = false;
  }

  // The owner counts from when it received the call; its answer may have been delayed.
  private void heard(long asked) {
    tries = 0;
    silentSince = runtime.nanos();
    unheardSince = Math.max(unheardSince, asked);
  }

  // By its number: another report may have replaced it after the session was lost.
  private boolean sameReport(Report done) {
    return unsent != null && unsent.number() == done.number();
  }

  /**
   * Returns whether there is no owner that could lease jobs. A refused connection alone does not
   * prove it: something between us and the owner may refuse. An owner that cannot write leases
   * nothing either.
   */
  private static boolean hasNoOwner(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof OwnerUnavailable || cause instanceof StoreAwayException) {
        return true;
      }
    }
    return false;
  }
}
