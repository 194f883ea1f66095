package io.balsam.server;

import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.api.launcher.Assignments;
import io.balsam.engine.api.launcher.NoSuchSession;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Session;
import io.balsam.engine.api.launcher.Sessions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Session protocol over HTTP. Every call may arrive twice, so each is repeated when the answer is
 * lost.
 */
final class RemoteSessions implements Sessions {

  private static final TypeReference<Session> SESSION = new TypeReference<>() {};
  private static final TypeReference<Assignments> ORDERS = new TypeReference<>() {};

  private static final long EARLY_ANSWER_PAUSE_MS = 50;

  private final Map<Long, CompletableFuture<Assignments>> latest = new ConcurrentHashMap<>();
  private final Connection connection;
  private final Executor threads;

  RemoteSessions(Connection connection, Executor threads) {
    this.connection = connection;
    this.threads = threads;
  }

  @Override
  public Session open(OpenSession request) {
    return connection.ask(Request.json("/sessions", request).repeatable(), SESSION);
  }

  @Override
  public CompletableFuture<Assignments> assignments(long session, long received, Duration wait) {
    CompletableFuture<Assignments> answer = new CompletableFuture<>();
    latest.put(session, answer);
    threads.execute(
        () -> {
          try {
            answer.complete(waitFor(session, received, wait, answer));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          } finally {
            latest.remove(session, answer);
          }
        });
    return answer;
  }

  private Assignments waitFor(
      long session, long received, Duration wait, CompletableFuture<Assignments> asked) {
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      Assignments assignments = once(session, received, left);
      boolean arrived =
          assignments.drain() || !assignments.start().isEmpty() || !assignments.end().isEmpty();
      if (arrived || latest.get(session) != asked || System.nanoTime() >= end) {
        return assignments;
      }
      // Too early: the owner limits the wait, or it received two calls in reverse and took an
      // earlier one for the later.
      Connection.pause(EARLY_ANSWER_PAUSE_MS);
    }
  }

  private Assignments once(long session, long received, Duration wait) {
    Params params = new Params().add("received", received).add("wait", wait.toMillis() / 1000.0);
    Request request =
        Request.form("POST", "/sessions/" + session, params).repeatable().waiting(wait);
    try {
      return connection.ask(request, ORDERS);
    } catch (Connection.SessionGone e) {
      throw gone(session, e);
    }
  }

  @Override
  public void report(long session, Report report) {
    try {
      connection.send(Request.json("/sessions/" + session + "/report", report).repeatable());
    } catch (Connection.SessionGone e) {
      throw gone(session, e);
    }
  }

  @Override
  public void close(long session, String why) {
    connection.send(Request.delete("/sessions/" + session, new Params().add("why", why)));
  }

  private static NoSuchSession gone(long session, Connection.SessionGone e) {
    NoSuchSession gone = new NoSuchSession(session);
    gone.initCause(e);
    return gone;
  }
}
