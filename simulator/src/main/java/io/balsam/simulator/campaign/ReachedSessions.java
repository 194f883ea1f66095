package io.balsam.simulator.campaign;

import io.balsam.engine.api.launcher.Assignments;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Session;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.simulator.time.SimulatedProcess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The session protocol of a process that may be killed. After that it refuses connections, and
 * calls that wait have no answer.
 */
record ReachedSessions(Sessions sessions, SimulatedProcess owner) implements Sessions {

  private void connect() {
    if (owner.killed()) {
      throw new IllegalStateException("connection refused");
    }
  }

  @Override
  public Session open(OpenSession request) {
    connect();
    return sessions.open(request);
  }

  @Override
  public CompletableFuture<Assignments> assignments(long session, long received, Duration wait) {
    connect();
    CompletableFuture<Assignments> reached = new CompletableFuture<>();
    CompletableFuture<Boolean> unused =
        sessions
            .assignments(session, received, wait)
            .handle(
                (assignments, failure) -> {
                  if (owner.killed()) {
                    return false;
                  }
                  return failure == null
                      ? reached.complete(assignments)
                      : reached.completeExceptionally(failure);
                });
    return reached;
  }

  @Override
  public void report(long session, Report report) {
    connect();
    sessions.report(session, report);
  }

  @Override
  public void close(long session, String why) {
    connect();
    sessions.close(session, why);
  }
}
