package io.balsam.engine.dispatch.lease;

import io.balsam.engine.api.StoreAwayException;
import io.balsam.engine.api.launcher.Assignments;
import io.balsam.engine.api.launcher.NoSuchSession;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Session;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.session.OutboundQueue;
import io.balsam.spi.Node;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Thread-safe entry point of the session protocol; forwards calls to the event loop. */
final class SessionService implements Sessions {

  private final EngineParts parts;
  private final SessionRegistry sessions;
  private final ReportHandler reports;
  private final Duration lease;
  private final Set<OutboundQueue.Call> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  SessionService(
      EngineParts parts, SessionRegistry sessions, ReportHandler reports, Duration lease) {
    this.parts = parts;
    this.sessions = sessions;
    this.reports = reports;
    this.lease = lease;
  }

  @Override
  public Session open(OpenSession request) {
    check(request);
    boolean known = parts.store.looking().hasSession(request.launcher());
    return parts.loop.ask(() -> sessions.open(request, known));
  }

  private static void check(OpenSession request) {
    require(!request.launcher().isBlank(), "a launcher needs a name");
    require(!request.nodes().isEmpty(), "a launcher needs a node at least");
    for (Node node : request.nodes()) {
      require(!node.cpuIds().isEmpty(), "node " + node.name() + " has no cores");
    }
    require(
        request.cache() >= 0 && request.cache() <= 1e6,
        "cache must be a number of at least 0, not " + request.cache());
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  @Override
  public CompletableFuture<Assignments> assignments(long id, long received, Duration wait) {
    CompletableFuture<Assignments> answer = new CompletableFuture<>();
    LauncherSession session = heard(id);
    if (session == null) {
      answer.completeExceptionally(new NoSuchSession(id));
      return answer;
    }
    if (away(answer)) {
      return answer;
    }
    OutboundQueue.Call call = new OutboundQueue.Call(received, answer);
    calls.add(call);
    // The call must have been taken before its time is over.
    parts.loop.post(() -> take(session, call));
    // The loss of a launcher that is cut off while it waits must be noticed in time.
    Duration third = lease.dividedBy(3);
    Duration time = wait.compareTo(third) < 0 ? wait : third;
    Future<?> timer = parts.timers.watch(time, () -> timeOver(session, call));
    CompletableFuture<Assignments> unused =
        answer.whenComplete(
            (assignments, error) -> {
              calls.remove(call);
              timer.cancel(false);
            });
    if (closed) {
      answer.complete(Assignments.nothing(received));
    }
    return answer;
  }

  private @Nullable LauncherSession heard(long id) {
    LauncherSession session = sessions.find(id);
    if (session != null) {
      if (!session.attached) {
        // This owner started so fast that the launcher has not noticed the loss of the earlier one.
        throw new IllegalStateException("the owner was restarted: open the session again");
      }
      session.hear(parts.clock.instant());
    }
    return session;
  }

  private static void take(LauncherSession session, OutboundQueue.Call call) {
    if (session.over) {
      call.answer().completeExceptionally(new NoSuchSession(session.id()));
    } else {
      session.outbound.call(call);
    }
  }

  private void timeOver(LauncherSession session, OutboundQueue.Call call) {
    if (!away(call.answer())) {
      parts.loop.post(
          () -> {
            session.hear(parts.clock.instant());
            session.outbound.timeOver(call);
          });
    }
  }

  /**
   * Answers that the store is away while the event loop waits for the database: the launcher's
   * lease does not run out then.
   */
  private boolean away(CompletableFuture<Assignments> answer) {
    Optional<String> trouble = parts.store.trouble();
    trouble.ifPresent(said -> answer.completeExceptionally(new StoreAwayException(said)));
    return trouble.isPresent();
  }

  @Override
  public void report(long id, Report report) {
    LauncherSession session = heard(id);
    boolean taken =
        session != null
            && parts.loop.ask(
                () -> {
                  if (!session.over) {
                    reports.take(session, report);
                  }
                  return !session.over;
                });
    if (!taken) {
      throw new NoSuchSession(id);
    }
  }

  @Override
  public void close(long id, String why) {
    LauncherSession session = sessions.find(id);
    if (session != null) {
      boolean unused =
          parts.loop.ask(
              () -> {
                sessions.close(session, why);
                return true;
              });
    }
  }

  /** Answers the calls that wait, since the engine has ended; later ones get no other answer. */
  public void close() {
    closed = true;
    calls.forEach(call -> call.answer().complete(Assignments.nothing(call.received())));
  }
}
