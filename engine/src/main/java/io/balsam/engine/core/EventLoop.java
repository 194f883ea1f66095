package io.balsam.engine.core;

import io.balsam.engine.api.EngineFailure;
import io.balsam.engine.api.StoreAwayException;
import io.balsam.engine.store.Commit;
import io.balsam.engine.store.Store;
import java.time.Clock;
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
 * The single thread that owns the engine's state in memory.
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
  private final Clock clock;
  private @Nullable Thread thread;
  private boolean stopping;
  private volatile @Nullable RuntimeException over;

  public EventLoop(Store store, CommitBatch batch, Clock clock) {
    this.store = store;
    this.batch = batch;
    this.clock = clock;
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

  /** Starts the thread. */
  public void start(Driver driver) {
    thread = new Thread(() -> run(driver), "balsam-loop");
    thread.setDaemon(true);
    thread.start();
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
        soonSince = System.nanoTime();
      }
    }
    if (first) {
      inputs.add(SOMETHING_SOON);
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
    inputs.add(asked);
    RuntimeException end = over;
    if (end != null) {
      asked.answer.completeExceptionally(end);
    }
    try {
      return asked.answer.join();
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
    Objects.requireNonNull(thread, "it has not begun").join();
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

  private void run(Driver driver) {
    RuntimeException end = new IllegalStateException("the engine was stopped");
    List<Runnable> taken = new ArrayList<>();
    try {
      while (!driver.finished()) {
        taken.clear();
        take(taken);
        turn(taken, driver);
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      end = new EngineFailure("the engine stopped: " + e.getMessage(), e);
    }
    over = end;
    inputs.drainTo(taken);
    for (Runnable input : taken) {
      if (input instanceof Question<?> question) {
        question.answer.completeExceptionally(end);
      }
    }
    driver.ended();
  }

  private void take(List<Runnable> taken) throws InterruptedException {
    Runnable first = inputs.take();
    while (first == SOMETHING_SOON) {
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
      return soon.isEmpty() ? 0 : soonSince + A_LITTLE - System.nanoTime();
    }
  }

  private void turn(List<Runnable> taken, Driver driver) {
    batch.begin(clock.instant());
    taken.forEach(Runnable::run);
    driver.decide();
    Commit commit = batch.seal();
    boolean something = !commit.isEmpty();
    if (something) {
      store.commit(commit);
    }
    batch.release(commit);
    if (something) {
      driver.committed();
    }
  }
}
