package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Assignments;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Session;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.session.OutboundQueue;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Session protocol that the master offers to its workers: every call is an input of the launcher's
 * thread. A worker's report has reached the master when the call returns, and the disk when the
 * owner has it.
 */
final class MasterSessions implements Sessions {

  /** The workers' side of the protocol; called on the launcher's thread. */
  interface Workers {

    /** Opens the session of a worker, or resumes it. */
    Session open(OpenSession request);

    /** Takes the call of a worker that waits for assignments. */
    void assignments(long session, OutboundQueue.Call call, Duration wait);

    /** Handles the report of a worker. */
    void report(long session, Report report);

    /** Ends the session of a worker, which has reported everything that it began. */
    void close(long session, String why);
  }

  private final Workers workers;
  private final Inbox inbox;

  MasterSessions(Workers workers, Inbox inbox) {
    this.workers = workers;
    this.inbox = inbox;
  }

  @Override
  public Session open(OpenSession request) {
    return ask(() -> workers.open(request));
  }

  @Override
  public CompletableFuture<Assignments> assignments(long session, long received, Duration wait) {
    CompletableFuture<Assignments> answer = new CompletableFuture<>();
    inbox.post(
        () -> {
          try {
            workers.assignments(session, new OutboundQueue.Call(received, answer), wait);
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  @Override
  public void report(long session, Report report) {
    ask(
        () -> {
          workers.report(session, report);
          return report;
        });
  }

  @Override
  public void close(long session, String why) {
    ask(
        () -> {
          workers.close(session, why);
          return why;
        });
  }

  private <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    inbox.post(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
