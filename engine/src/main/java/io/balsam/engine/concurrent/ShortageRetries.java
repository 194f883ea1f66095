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
 * Work for jobs that the machine lacked something for: it is done again after a pause, longer each
 * time, and until then it is known what each job waits for. From any thread.
 */
public final class ShortageRetries {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private record Wait(String lack, Duration pause) {

    Wait next(String what) {
      Duration twice = pause.multipliedBy(2);
      return new Wait(what, twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE);
    }
  }

  private final Map<Long, Wait> waits = new ConcurrentHashMap<>();
  private final BiConsumer<Duration, Runnable> later;
  private volatile String toStart = "";

  /**
   * @param later runs code after a while, on a thread that may wait
   */
  public ShortageRetries(BiConsumer<Duration, Runnable> later) {
    this.later = later;
  }

  /**
   * Whether an error comes from a lack; then the work is done again later.
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

  /** Gets something, as soon as the machine lacks nothing for it, and hands it on. */
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

  /** The job waits no more. */
  public void over(long job) {
    waits.remove(job);
  }

  /** What a job waits for, a clause for people. */
  public Optional<String> of(long job) {
    return Optional.ofNullable(waits.get(job)).map(Wait::lack);
  }

  /**
   * What the machine lacks to start processes and functions, which wait in a queue of their own.
   *
   * @param lack empty when it lacks nothing any more
   */
  public void toStart(String lack) {
    toStart = lack;
  }

  /** What any of all jobs waits for; empty when none does. */
  public String any() {
    return waits.values().stream().findAny().map(Wait::lack).orElse(toStart);
  }
}
