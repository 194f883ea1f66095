package io.balsam.engine.launch;

import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.Orders;
import io.balsam.engine.api.launcher.Report;
import io.balsam.engine.api.launcher.Session;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.run.session.Mailbox;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The master as its workers see it: every call is an input of the launcher's thread. What workers
 * report is in the master's hands when the call returns, and on disk when the owner has it.
 */
final class MasterSessions implements Sessions {

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
  public CompletableFuture<Orders> orders(long session, long received, Duration wait) {
    CompletableFuture<Orders> answer = new CompletableFuture<>();
    inbox.post(
        () -> {
          try {
            workers.orders(session, new Mailbox.Call(received, answer), wait);
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
