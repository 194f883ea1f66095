package io.balsam.engine.launcher;

import io.balsam.engine.api.StoreAwayException;
import io.balsam.engine.api.launcher.Assignments;
import io.balsam.engine.api.launcher.NoSuchSession;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Session;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.concurrent.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the owner. Two threads ask, one for orders and one to report; all else is on
 * the launcher's thread. What fails is tried again after a pause, with a connection made anew,
 * since the owner may be another process by then.
 */
final class OwnerConnection {

  /** What the launcher hears. Called on its thread. */
  interface Ear {

    /** How it presents itself now. */
    OpenSession request();

    /** The session stands, for the first time or again. */
    void opened(Session session);

    void assignments(Assignments assignments);

    /** A report is on disk. */
    void told(Report report);

    /** The session is over: what it held belongs to others. */
    void lost(String why);

    /** The owner will not have this launcher. */
    void refused(String why);

    /** The owner cannot be reached since so long. */
    void silence(Duration time);
  }

  private static final Logger LOG = LoggerFactory.getLogger(OwnerConnection.class);
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final ExecutorService orderThread =
      Executors.newSingleThreadExecutor(DaemonThreads.named("balsam-orders"));
  private final ExecutorService reportThread =
      Executors.newSingleThreadExecutor(DaemonThreads.named("balsam-report"));
  private final Supplier<Sessions> owners;
  private final Inbox inbox;
  private final ReconnectPolicy patience;
  private final Duration grace;
  private final Ear ear;
  private volatile @Nullable Sessions owner;
  private @Nullable Session session;
  private @Nullable Report untold;
  private boolean telling;
  private boolean standing;
  private boolean closing;
  private boolean watching;
  private long received;
  private int connection;
  private int tries;
  private long silentSince = System.nanoTime();
  private long unheardSince = System.nanoTime();

  /**
   * Not connected yet.
   *
   * @param grace what jobs need to end, before the lease is over
   */
  OwnerConnection(
      Supplier<Sessions> owners, Inbox inbox, ReconnectPolicy patience, Duration grace, Ear ear) {
    this.owners = owners;
    this.inbox = inbox;
    this.patience = patience;
    this.grace = grace;
    this.ear = ear;
  }

  /** Opens the session, or takes it up again. */
  void connect() {
    standing = false;
    int number = ++connection;
    OpenSession request = ear.request();
    ask(
        orderThread,
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
      untold = null;
    }
    if (untold != null) {
      untold = untold.of(opened.keep());
    }
    session = opened;
    standing = true;
    received = 0;
    heard(asked);
    if (!watching) {
      watching = true;
      watchLease();
    }
    ear.opened(opened);
    if (untold != null && !telling) {
      send(untold);
    }
    listen(number);
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
   * Until when what is held counts as ours. When the lease is over the owner gives it to others,
   * and what runs must have ended by then.
   */
  private long left(Session now) {
    long lease = now.lease().toNanos();
    long ours = Math.max(lease / 3 * 2, lease / 10 * 9 - grace.toNanos());
    return ours - (System.nanoTime() - unheardSince);
  }

  private void lapse() {
    forget();
    connection++;
    ear.lost("the owner was not heard of for nearly as long as the lease");
  }

  /**
   * Whether what was ordered may still be begun. A timer says so too late when the whole process
   * was stopped meanwhile.
   */
  boolean mayBegin() {
    Session now = session;
    return now != null && left(now) > 0 && (standing || !patience.endJobs());
  }

  private void listen(int number) {
    Session now = session;
    Sessions at = owner;
    if (number != connection || closing || now == null || at == null) {
      return;
    }
    long last = received;
    // While a call waits, what was heard last is what the one before has asked.
    Duration part = now.lease().dividedBy(6);
    Duration wait = part.compareTo(WAIT) < 0 ? part : WAIT;
    ask(
        orderThread,
        () -> at.assignments(now.id(), last, wait).get(),
        (assignments, asked) -> {
          if (number == connection) {
            heard(asked);
            if (left(now) <= 0) {
              lapse();
              return;
            }
            received = Math.max(received, assignments.number());
            ear.assignments(assignments);
            listen(number);
          }
        },
        e -> failed(number, e));
  }

  boolean standing() {
    return standing;
  }

  /** Whether a report can be taken now. */
  boolean free() {
    return standing && untold == null && !closing;
  }

  /** Whether everything that was to be told has been. */
  boolean allTold() {
    return untold == null;
  }

  /** Tells; repeated until it is answered or the session is lost. */
  void tell(Report report) {
    untold = report;
    send(report);
  }

  private void send(Report report) {
    Session now = session;
    Sessions at = owner;
    if (now == null || at == null) {
      return;
    }
    int number = connection;
    telling = true;
    ask(
        reportThread,
        () -> {
          at.report(now.id(), report);
          return report;
        },
        (done, asked) -> {
          telling = false;
          if (sameReport(done)) {
            untold = null;
            heard(asked);
            ear.told(done);
          } else if (untold != null && standing) {
            send(untold);
          }
        },
        e -> {
          telling = false;
          if (number == connection) {
            failed(number, e);
          } else if (untold != null && standing) {
            send(untold);
          }
        });
  }

  /** Ends the session in good order; {@code done} comes also when that failed. */
  void close(String why, Runnable done) {
    closing = true;
    Session now = session;
    Sessions at = owner;
    if (now == null || at == null || !standing) {
      inbox.post(done);
      return;
    }
    ask(
        reportThread,
        () -> {
          at.close(now.id(), why);
          return why;
        },
        (closed, asked) -> done.run(),
        e -> done.run());
  }

  void shutdown() {
    orderThread.shutdownNow();
    reportThread.shutdownNow();
  }

  private void failed(int number, Throwable e) {
    if (number != connection || closing) {
      return;
    }
    int next = ++connection;
    standing = false;
    if (e instanceof NoSuchSession || e instanceof IllegalArgumentException) {
      boolean never = session == null;
      forget();
      if (never) {
        ear.refused(String.valueOf(e.getMessage()));
      } else {
        ear.lost(String.valueOf(e.getMessage()));
      }
      return;
    }
    long now = System.nanoTime();
    if (!patience.endJobs() && nobodyThere(e)) {
      // Nobody can have given our jobs to others.
      unheardSince = now;
    }
    Duration pause = patience.pause(tries++, ThreadLocalRandom.current().nextDouble());
    LOG.warn("the owner cannot be reached ({}); next try in {}", e.toString(), pause);
    ear.silence(Duration.ofNanos(now - silentSince));
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
    untold = null;
    standing = false;
  }

  // The owner counts from when it was asked, and its answer may have been long on the way.
  private void heard(long asked) {
    tries = 0;
    silentSince = System.nanoTime();
    unheardSince = Math.max(unheardSince, asked);
  }

  // By its number: another one may have come after the session was lost.
  private boolean sameReport(Report done) {
    return untold != null && untold.number() == done.number();
  }

  /**
   * A refused connection alone does not say so: something between us and the owner may refuse. An
   * owner that cannot write gives nothing to anybody, either.
   */
  private static boolean nobodyThere(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof OwnerUnavailable || cause instanceof StoreAwayException) {
        return true;
      }
    }
    return false;
  }

  // Whatever the other side or the wire throws is a lost connection or an answer; see failed().
  @SuppressWarnings("CatchingUnchecked")
  private <T> void ask(
      ExecutorService thread,
      Callable<T> question,
      ObjLongConsumer<T> answer,
      Consumer<Throwable> fail) {
    thread.execute(
        () -> {
          long asked = System.nanoTime();
          try {
            T value = question.call();
            inbox.post(() -> answer.accept(value, asked));
          } catch (ExecutionException | CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            inbox.post(() -> fail.accept(cause));
          } catch (Throwable e) {
            inbox.post(() -> fail.accept(e));
          }
        });
  }
}
