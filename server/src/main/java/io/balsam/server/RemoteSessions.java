package io.balsam.server;

import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.api.launcher.NoSuchSession;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.Orders;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Session;
import io.balsam.engine.api.launcher.Sessions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Leases over HTTP. Every call may arrive twice, so each is tried again when the answer is lost.
 */
final class RemoteSessions implements Sessions {

  private static final TypeReference<Session> SESSION = new TypeReference<>() {};
  private static final TypeReference<Orders> ORDERS = new TypeReference<>() {};

  private final Connection connection;
  private final Executor threads;

  RemoteSessions(Connection connection, Executor threads) {
    this.connection = connection;
    this.threads = threads;
  }

  @Override
  public Session open(OpenSession request) {
    return connection.ask(Request.json("/sessions", request).again(), SESSION);
  }

  @Override
  public CompletableFuture<Orders> orders(long session, long received, Duration wait) {
    CompletableFuture<Orders> answer = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            answer.complete(waitFor(session, received, wait));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private Orders waitFor(long session, long received, Duration wait) {
    Params params = new Params().add("received", received).add("wait", wait.toMillis() / 1000.0);
    Request request = Request.form("POST", "/sessions/" + session, params).again().waiting(wait);
    try {
      return connection.ask(request, ORDERS);
    } catch (Connection.SessionGone e) {
      throw gone(session, e);
    }
  }

  @Override
  public void report(long session, Report report) {
    try {
      connection.tell(Request.json("/sessions/" + session + "/report", report).again());
    } catch (Connection.SessionGone e) {
      throw gone(session, e);
    }
  }

  @Override
  public void close(long session, String why) {
    connection.tell(Request.delete("/sessions/" + session, new Params().add("why", why)));
  }

  private static NoSuchSession gone(long session, Connection.SessionGone e) {
    NoSuchSession gone = new NoSuchSession(session);
    gone.initCause(e);
    return gone;
  }
}
