package io.balsam.engine.concurrent;

import io.balsam.engine.process.Lack;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Retries work of jobs for which the machine lacked a resource. It is repeated after a pause,
 * longer each time; until then the resource that each job waits for can be queried. Thread-safe.
 */
public final class ShortageRetries {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private record Wait(String lack, Duration pause) {

    Wait next(String what) {
      return new Wait(what, GrowingPause.doubled(pause, LONGEST_PAUSE));
    }
  }

  private final Map<Long, Wait> waits = new ConcurrentHashMap<>();
  private final BiConsumer<Duration, Runnable> later;
  private volatile String toStart = "";

  /**
   * Creates the retries.
   *
   * @param later runs code after a delay, on a thread that may block
   */
  public ShortageRetries(BiConsumer<Duration, Runnable> later) {
    this.later = later;
  }

  /**
   * Returns whether an error comes from a lack, in which case the work is repeated later.
   *
   * @param again the whole work
   */
  public boolean waits(long job, Throwable error, Runnable again) {
    Optional<String> lack = Lack.of(error);
    if (lack.isEmpty()) {
      over(job);
      return false;
    }
    Wait wait =
        waits.merge(
            job, new Wait(lack.get(), FIRST_PAUSE), (before, first) -> before.next(first.lack));
    later.accept(wait.pause(), again);
    return true;
  }

  /** Computes a value, as soon as the machine lacks nothing for it, and passes it to the sink. */
  public <T> void get(long job, Supplier<T> work, Consumer<T> sink) {
    T value;
    try {
      value = work.get();
    } catch (RuntimeException | OutOfMemoryError e) {
      if (waits(job, e, () -> get(job, work, sink))) {
        return;
      }
      throw e;
    }
    over(job);
    sink.accept(value);
  }

  /** Notes that the job no longer waits. */
  public void over(long job) {
    waits.remove(job);
  }

  /** Returns the resource that a job waits for, a clause for people. */
  public Optional<String> of(long job) {
    return Optional.ofNullable(waits.get(job)).map(Wait::lack);
  }

  /**
   * Notes the resource that the machine lacks to start processes and functions, which wait in a
   * queue of their own.
   *
   * @param lack empty when it lacks nothing any more
   */
  public void toStart(String lack) {
    toStart = lack;
  }

  /** Returns the resource that any of all jobs waits for; empty when none does. */
  public String any() {
    return waits.values().stream().findAny().map(Wait::lack).orElse(toStart);
  }
}
