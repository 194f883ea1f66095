package io.balsam.engine.concurrent;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes calls of another process, one after the other. */
public interface Calls {

  /** Receiver of how a call ended. */
  interface Answer<T> {

    /**
     * Receives the result or the failure.
     *
     * @param value the result; null when it failed
     * @param failure whatever the other process or the network threw; null when it succeeded
     * @param asked when the call was made, as {@link EngineRuntime#nanos}
     */
    void accept(@Nullable T value, @Nullable Throwable failure, long asked);
  }

  /**
   * Makes a call after those before it.
   *
   * @param answer called from any thread
   */
  <T> void make(Callable<CompletableFuture<T>> call, Answer<T> answer);

  /** Makes no more calls, and ends the wait for an answer. */
  void shutdown();
}
