package io.balsam.engine.launcher;

import io.balsam.engine.concurrent.DaemonThreads;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/** Calls of the owner, one after the other on a thread; answers become inputs of the launcher. */
final class OwnerCalls {

  private final ExecutorService thread;
  private final Inbox inbox;

  OwnerCalls(String name, Inbox inbox) {
    this.thread = Executors.newSingleThreadExecutor(DaemonThreads.named(name));
    this.inbox = inbox;
  }

  /**
   * Makes a call. Whatever the owner or the network throws is an answer too.
   *
   * @param answer receives the result, and when the call was made
   * @param fail receives what it threw
   */
  @SuppressWarnings("CatchingUnchecked")
  <T> void ask(Callable<T> question, ObjLongConsumer<T> answer, Consumer<Throwable> fail) {
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

  void shutdown() {
    thread.shutdownNow();
  }
}
