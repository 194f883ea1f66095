package io.balsam.simulator.campaign;

import io.balsam.engine.api.launcher.Assignments;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Session;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.launcher.OwnerUnavailable;
import io.balsam.simulator.campaign.Effects.KilledException;
import io.balsam.simulator.time.Happened.Fault;
import io.balsam.simulator.time.SimulatedProcess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The session protocol of a process that may be killed. After that it refuses connections, and
 * calls that wait have no answer.
 */
record ReachedSessions(Sessions sessions, SimulatedProcess owner, Effects effects)
    implements Sessions {

  private <T> T reach(Supplier<T> call) {
    try {
      connect();
      T value = effects.have(Fault.KILL_AT_MESSAGE, call);
      connect();
      return value;
    } catch (RuntimeException e) {
      connect();
      throw e;
    }
  }

  private void connect() {
    if (owner.killed()) {
      throw new OwnerUnavailable("connection refused");
    }
  }

  @Override
  public Session open(OpenSession request) {
    return reach(() -> sessions.open(request));
  }

  @Override
  public CompletableFuture<Assignments> assignments(long session, long received, Duration wait) {
    CompletableFuture<Assignments> reached = new CompletableFuture<>();
    CompletableFuture<Boolean> unused =
        reach(() -> sessions.assignments(session, received, wait))
            .handle(
                (assignments, failure) ->
                    answer(
                        () ->
                            failure == null
                                ? reached.complete(assignments)
                                : reached.completeExceptionally(failure)));
    return reached;
  }

  private boolean answer(Supplier<Boolean> answer) {
    try {
      return !owner.killed() && effects.have(Fault.KILL_AT_MESSAGE, answer);
    } catch (KilledException e) {
      return false;
    }
  }

  @Override
  public void report(long session, Report report) {
    boolean unused =
        reach(
            () -> {
              sessions.report(session, report);
              return true;
            });
  }

  @Override
  public void close(long session, String why) {
    boolean unused =
        reach(
            () -> {
              sessions.close(session, why);
              return true;
            });
  }
}
