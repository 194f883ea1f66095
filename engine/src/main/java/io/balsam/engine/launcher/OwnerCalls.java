package io.balsam.engine.launcher;

import io.balsam.engine.concurrent.Calls;
import io.balsam.engine.concurrent.EngineRuntime;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/** Calls of the owner, one after the other; answers become inputs of the launcher. */
final class OwnerCalls {

  private final Calls calls;
  private final Inbox inbox;

  OwnerCalls(String name, Inbox inbox, EngineRuntime runtime) {
    this.calls = runtime.calls(name);
    this.inbox = inbox;
  }

  /**
   * Makes a call. Whatever the owner or the network throws is an answer too.
   *
   * @param answer receives the result, and when the call was made
   * @param fail receives what it threw
   */
  <T> void ask(Callable<T> question, ObjLongConsumer<T> answer, Consumer<Throwable> fail) {
    await(() -> CompletableFuture.completedFuture(question.call()), answer, fail);
  }

  /** Makes a call as {@link #ask} does, which is answered when there is something to answer. */
  <T> void await(
      Callable<CompletableFuture<T>> question,
      ObjLongConsumer<T> answer,
      Consumer<Throwable> fail) {
    calls.make(
        question,
        (value, failure, asked) -> {
          if (value != null) {
            inbox.post(() -> answer.accept(value, asked));
          } else if (failure != null) {
            inbox.post(() -> fail.accept(failure));
          }
        });
  }

  void shutdown() {
    calls.shutdown();
  }
}
