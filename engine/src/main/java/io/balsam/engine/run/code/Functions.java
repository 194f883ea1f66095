package io.balsam.engine.run.code;

import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobContext;
import io.balsam.engine.run.threads.DaemonThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs function apps on threads of this JVM. How many at a time is decided by the nodes. */
public final class Functions {

  /**
   * How a function ended.
   *
   * @param result its value, as JSON can say it
   * @param error what it threw; null when it returned
   */
  public record End(@Nullable Object result, @Nullable Throwable error) {}

  /**
   * What is to be called.
   *
   * @param function the code
   * @param context what it is told
   */
  public record Call(AppBody.Function function, JobContext context) {}

  private final ExecutorService threads =
      Executors.newCachedThreadPool(DaemonThreads.named("balsam-function"));
  private final Set<Interruptible> running = ConcurrentHashMap.newKeySet();

  /**
   * Starts a function; returns at once.
   *
   * @param call finds out what to call, on the function's thread; what it throws is taken for the
   *     function's own failure
   * @param onEnd called once, on the function's thread
   * @return what interrupts it
   */
  public Runnable start(Supplier<Call> call, Consumer<End> onEnd) {
    Turn turn = new Turn(call, new Interruptible(), onEnd);
    start(List.of(turn), Duration.ZERO, begun -> {});
    return turn.code::interrupt;
  }

  /**
   * One of several functions that a thread calls one after the other.
   *
   * @param call finds out what to call, on the function's thread
   * @param code interrupts it
   * @param onEnd called once, on the function's thread
   */
  public record Turn(Supplier<Call> call, Interruptible code, Consumer<End> onEnd) {}

  /**
   * Calls functions one after the other on one thread; returns at once.
   *
   * @param turns not empty
   * @param enough no further one is begun when the thread has been busy for so long; the first is
   *     always
   * @param onEnd called last, with how many of the turns were begun
   */
  public void start(List<Turn> turns, Duration enough, IntConsumer onEnd) {
    turns.forEach(turn -> running.add(turn.code));
    threads.execute(
        () -> {
          long start = System.nanoTime();
          int next = 0;
          do {
            Turn turn = turns.get(next++);
            End end = call(turn.call, turn.code);
            running.remove(turn.code);
            turn.onEnd.accept(end);
          } while (next < turns.size()
              && !turns.get(next).code.interrupted()
              && System.nanoTime() - start < enough.toNanos());
          turns.subList(next, turns.size()).forEach(turn -> running.remove(turn.code));
          onEnd.accept(next);
        });
  }

  // A function may throw anything, a linkage error of its script included; that is its own failure.
  @SuppressWarnings("CatchingUnchecked")
  private static End call(Supplier<Call> supplier, Interruptible code) {
    try {
      Call call = supplier.get();
      Map<String, Object> values = call.context.parameters();
      List<String> names = call.function.parameters();
      List<@Nullable Object> arguments = new ArrayList<>(names.size());
      names.forEach(name -> arguments.add(values.get(name)));
      Object result = code.call(() -> call.function.code().call(arguments, call.context));
      return new End(Plain.value(result), null);
    } catch (Throwable e) {
      return new End(null, e);
    }
  }

  /** To wait for them. */
  public ExecutorService threads() {
    return threads;
  }

  /** Interrupts whatever runs. */
  public void close() {
    threads.shutdown();
    running.forEach(Interruptible::interrupt);
  }
}
