package io.balsam.engine.concurrent;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes calls on a thread of its own. */
final class ThreadCalls implements Calls {

  private final ExecutorService thread;

  ThreadCalls(String name) {
    thread = Executors.newSingleThreadExecutor(DaemonThreads.named(name));
  }

  @Override
  @SuppressWarnings("CatchingUnchecked")
  public <T> void make(Callable<CompletableFuture<T>> call, Answer<T> answer) {
    thread.execute(
        () -> {
          long asked = System.nanoTime();
          T value;
          try {
            value = call.call().get();
          } catch (ExecutionException | CompletionException e) {
            answer.accept(null, e.getCause() == null ? e : e.getCause(), asked);
            return;
          } catch (Throwable e) {
            answer.accept(null, e, asked);
            return;
          }
          answer.accept(value, null, asked);
        });
  }

  @Override
  public void shutdown() {
    thread.shutdownNow();
  }
}
