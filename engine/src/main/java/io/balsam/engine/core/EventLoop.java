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
 * One thread that owns everything in memory. It takes all inputs that are there as one batch,
 * decides, commits once, and only then releases effects and answers. An input is a piece of code.
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

  /** What a loop drives. All methods are called on its thread. */
  public interface Driver {

    /** All inputs of a batch have been taken: decides what follows, before the commit. */
    void decide();

    /** A commit and its effects are done. */
    void committed();

    /** Whether the last batch was the last one. */
    boolean finished();

    /** The loop has ended, also after a failure; called once. */
    void ended();
  }

  /** Begins. */
  public void start(Driver driver) {
    thread = new Thread(() -> run(driver), "balsam-loop");
    thread.setDaemon(true);
    thread.start();
  }

  /** Nothing more is to be started from now on. On the loop's thread. */
  public void stop() {
    stopping = true;
  }

  /** Whether nothing more is to be started. On the loop's thread. */
  public boolean stopping() {
    return stopping;
  }

  /** Hands an input over; dropped when the loop has ended. From any thread. */
  public void post(Runnable input) {
    inputs.add(input);
  }

  /**
   * Hands an input over that nothing waits for: it goes with the next other one, or after a few
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
   * Hands an input over and waits until what it changed is on disk. From any other thread.
   *
   * @param question may throw IllegalArgumentException before it has changed anything
   * @throws IllegalStateException when the engine was stopped
   * @throws StoreAwayException when nothing can be put on disk just now; nothing was changed
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

  /** Why the engine had to give up; null while all is well. */
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
    synchronized (soonLock) {
      taken.addAll(soon);
      soon = new ArrayList<>();
    }
    if (first != null) {
      taken.add(first);
      inputs.drainTo(taken, LARGEST_BATCH);
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
