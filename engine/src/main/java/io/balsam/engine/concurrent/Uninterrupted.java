package io.balsam.engine.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Does work that an interrupt of the calling thread must not cut short. */
public final class Uninterrupted {

  private Uninterrupted() {}

  /**
   * Does the work on a thread of its own and waits for its end. An interrupt of the caller, before
   * or meanwhile, stays set.
   *
   * @return the result of the work
   */
  public static <T> T get(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable task = () -> complete(result, work);
    boolean interrupted = false;
    try {
      DaemonThreads.named("balsam-uninterrupted").newThread(task).start();
    } catch (OutOfMemoryError noThread) {
      interrupted = Thread.interrupted();
      task.run();
    }
    try {
      // An interrupt does not end join, and stays set.
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static <T> void complete(CompletableFuture<T> result, Supplier<T> work) {
    try {
      result.complete(work.get());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }
}
