package io.balsam.engine.core;

import io.balsam.engine.api.EngineFailure;
import io.balsam.engine.api.StoreAwayException;
import io.balsam.engine.concurrent.EngineRuntime;
import io.balsam.engine.concurrent.Turns;
import io.balsam.engine.store.Commit;
import io.balsam.engine.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop that owns the engine's state in memory, on a single thread.
 *
 * <ul>
 *   <li>All state changes happen on this thread. An input is a piece of code, posted from any
 *       thread.
 *   <li>A turn takes all inputs that have arrived as one batch, runs them, has the driver decide
 *       what follows, commits once, and then releases effects and answers.
 *   <li>Nothing is released before its commit. Only the refusal of a question, which has changed
 *       nothing, is answered at once.
 *   <li>A failure in a turn, a failed commit included, ends the event loop: waiting questions fail
 *       and inputs that come later are dropped.
 * </ul>
 */
public final class EventLoop {

  private static final int LARGEST_BATCH = 10_000;
  private static final long A_LITTLE = TimeUnit.MILLISECONDS.toNanos(30);
  private static final Runnable SOMETHING_SOON = () -> {};

  private final LinkedBlockingQueue<Runnable> inputs = new LinkedBlockingQueue<>();
  private final Object soonLock = new Object();
  private List<Runnable> soon = new ArrayList<>();
  private long soonSince;
  private final Store store;
  private final CommitBatch batch;
  private final EngineRuntime runtime;
  private final Turns turns;
  private @Nullable Driver driver;
  private boolean stopping;
  private volatile @Nullable RuntimeException over;

  public EventLoop(Store store, CommitBatch batch, EngineRuntime runtime) {
    this.store = store;
    this.batch = batch;
    this.runtime = runtime;
    turns =
        runtime.turns(
            "balsam-loop",
            new Turns.Loop() {
              @Override
              public void run() {
                while (next(true)) {
                  // All is done in the condition.
                }
              }

              @Override
              public boolean turn() {
                return next(false);
              }
            });
  }

  /** Decisions and callbacks of the owner of an event loop, all called on its thread. */
  public interface Driver {

    /** Decides what follows when all inputs of a batch have been taken, before the commit. */
    void decide();

    /** Reports that a commit and its effects are done. */
    void committed();

    /** Returns whether the last batch was the final one. */
    boolean finished();

    /** Reports that the event loop has ended, also after a failure; called once. */
    void ended();
  }

  /** Starts the loop. */
  public void start(Driver owner) {
    driver = owner;
    turns.start();
  }

  /** Forbids starting anything more from now on. On the event loop's thread. */
  public void stop() {
    stopping = true;
  }

  /** Returns whether nothing more is to be started. On the event loop's thread. */
  public boolean stopping() {
    return stopping;
  }

  /** Posts an input; dropped when the event loop has ended. From any thread. */
  public void post(Runnable input) {
    inputs.add(input);
    turns.arrived();
  }

  /**
   * Posts an input that nothing waits for: it is taken before the next other one, or after some
   * milliseconds. From any thread.
   */
  public void soon(Runnable input) {
    boolean first;
    synchronized (soonLock) {
      first = soon.isEmpty();
      soon.add(input);
      if (first) {
        soonSince = runtime.nanos();
      }
    }
    if (first) {
      post(SOMETHING_SOON);
    }
  }

  /**
   * Posts a question and waits until what it changed is on disk. From any other thread.
   *
   * @param question may throw IllegalArgumentException before it has changed anything
   * @throws IllegalStateException when the engine was stopped
   * @throws StoreAwayException when the store cannot write just now; nothing was changed
   */
  public <T> T ask(Supplier<T> question) {
    store
        .trouble()
        .ifPresent(
            said -> {
              throw new StoreAwayException(said);
            });
    Question<T> asked = new Question<>(question);
    post(asked);
    RuntimeException end = over;
    if (end != null) {
      asked.answer.completeExceptionally(end);
    }
    try {
      return turns.await(asked.answer);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Returns the failure that ended the engine; null when there was none. */
  public @Nullable EngineFailure failure() {
    return over instanceof EngineFailure failure ? failure : null;
  }

  public boolean ended() {
    return over != null;
  }

  public void join() throws InterruptedException {
    turns.join();
  }

  private final class Question<T> implements Runnable {

    final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Supplier<T> code;

    Question(Supplier<T> code) {
      this.code = code;
    }

    @Override
    public void run() {
      try {
        T value = code.get();
        batch.after(() -> answer.complete(value));
      } catch (IllegalArgumentException e) {
        answer.completeExceptionally(e);
      }
    }
  }

  /** Runs a turn, or ends; returns whether there may be another. */
  private boolean next(boolean waits) {
    if (over != null) {
      return false;
    }
    Driver owner = Objects.requireNonNull(driver, "it has not begun");
    List<Runnable> taken = new ArrayList<>();
    try {
      if (!owner.finished()) {
        take(taken, waits);
        turn(taken, owner);
        if (!owner.finished()) {
          return true;
        }
      }
      end(new IllegalStateException("the engine was stopped"), taken);
    } catch (InterruptedException | RuntimeException | Error e) {
      end(new EngineFailure("the engine stopped: " + e.getMessage(), e), taken);
    }
    owner.ended();
    return false;
  }

  private void end(RuntimeException end, List<Runnable> taken) {
    over = end;
    inputs.drainTo(taken);
    for (Runnable input : taken) {
      if (input instanceof Question<?> question) {
        question.answer.completeExceptionally(end);
      }
    }
  }

  private void take(List<Runnable> taken, boolean waits) throws InterruptedException {
    Runnable first = waits ? inputs.take() : inputs.poll();
    while (waits && first == SOMETHING_SOON) {
      first = inputs.poll(nanosUntilSoon(), TimeUnit.NANOSECONDS);
    }
    if (first != null) {
      taken.add(first);
      inputs.drainTo(taken, LARGEST_BATCH);
    }
    // Only now, so that none stays behind that was posted before one of the others.
    synchronized (soonLock) {
      taken.addAll(0, soon);
      soon = new ArrayList<>();
    }
  }

  private long nanosUntilSoon() {
    synchronized (soonLock) {
      return soon.isEmpty() ? 0 : soonSince + A_LITTLE - runtime.nanos();
    }
  }

  private void turn(List<Runnable> taken, Driver owner) {
    batch.begin(runtime.clock().instant());
    taken.forEach(Runnable::run);
    owner.decide();
    Commit commit = batch.seal();
    boolean something = !commit.isEmpty();
    if (something) {
      store.commit(commit);
    }
    batch.release(commit);
    if (something) {
      owner.committed();
    }
  }
}
