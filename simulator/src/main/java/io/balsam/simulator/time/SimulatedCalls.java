package io.balsam.simulator.time;

import io.balsam.engine.concurrent.Calls;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Calls over a simulated network. A request that has left is delivered even when its sender is
 * killed meanwhile; an answer that is not there in time never comes.
 */
final class SimulatedCalls implements Calls {

  /** Time without an answer after which a call has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SimulatedProcess process;
  private final Connections connections;
  private final RandomGenerator random;
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private boolean busy;
  private boolean closed;

  SimulatedCalls(SimulatedProcess process, Connections connections, RandomGenerator random) {
    this.process = process;
    this.connections = connections;
    this.random = random;
  }

  @Override
  public <T> void make(Callable<CompletableFuture<T>> call, Answer<T> answer) {
    queue.add(() -> send(call, answer));
    next();
  }

  private void next() {
    if (!busy && !closed && !queue.isEmpty()) {
      busy = true;
      queue.remove().run();
    }
  }

  private <T> void send(Callable<CompletableFuture<T>> call, Answer<T> answer) {
    long asked = process.time().nanos();
    CompletableFuture<T> answered = new CompletableFuture<>();
    Future<?> end =
        process.in(
            PATIENCE,
            () -> answered.completeExceptionally(new IllegalStateException("there is no answer")));
    CompletableFuture<Void> unused =
        answered.handle(
            (value, failure) -> {
              end.cancel(false);
              over(() -> answer.accept(value, plain(failure), asked));
              return null;
            });
    int copies = connections.copies(random);
    for (int i = 0; i < copies; i++) {
      transmit(() -> deliver(call, answered));
    }
  }

  private void over(Runnable answer) {
    if (closed || process.killed()) {
      return;
    }
    busy = false;
    answer.run();
    next();
  }

  /** Carries a message, unless it is lost; whoever sent it may not live any more. */
  private void transmit(Runnable arrival) {
    long delay = connections.delay(random);
    if (delay >= 0) {
      Future<?> unused = process.time().in(delay, arrival);
    }
  }

  // Whatever the other process throws is an answer.
  @SuppressWarnings("CatchingUnchecked")
  private <T> void deliver(Callable<CompletableFuture<T>> call, CompletableFuture<T> answered) {
    long held = connections.held();
    if (held > 0) {
      Future<?> unused = process.time().in(held, () -> deliver(call, answered));
      return;
    }
    CompletableFuture<T> result;
    try {
      result = call.call();
    } catch (Exception e) {
      result = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<Boolean> unused =
        result.handle(
            (value, failure) -> {
              transmit(
                  () -> {
                    if (failure == null) {
                      answered.complete(value);
                    } else {
                      answered.completeExceptionally(failure);
                    }
                  });
              return true;
            });
  }

  private static @Nullable Throwable plain(@Nullable Throwable failure) {
    return failure instanceof CompletionException e && e.getCause() != null
        ? e.getCause()
        : failure;
  }

  @Override
  public void shutdown() {
    closed = true;
  }
}
