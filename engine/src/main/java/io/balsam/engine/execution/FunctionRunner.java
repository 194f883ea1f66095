package io.balsam.engine.execution;

import io.balsam.engine.concurrent.DaemonThreads;
import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobContext;
import io.balsam.engine.domain.NoWorkdirException;
import io.balsam.engine.process.Lack;
import io.balsam.engine.process.LackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs function apps on threads of this JVM. How many at a time is decided elsewhere.
 *
 * <p>A JVM cannot kill a thread: a function over its wall time, or cancelled, keeps its cores until
 * it really returns. Its job continues as the transition table says, but is not started again
 * before that. Programs that may hang should be commands.
 */
public final class FunctionRunner {

  /**
   * End of a function.
   *
   * @param result its value, reduced to what JSON can express
   * @param error the throwable it threw; null when it returned
   */
  public record End(@Nullable Object result, @Nullable Throwable error) {}

  /**
   * Function to call.
   *
   * @param function the code
   * @param context the context it receives
   */
  public record Call(AppBody.Function function, JobContext context) {}

  private final ExecutorService threads =
      Executors.newCachedThreadPool(DaemonThreads.named("balsam-function"));
  private final Set<Interruptible> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Starts a function; returns at once.
   *
   * @param call finds out what to call, on the function's thread; what it throws is taken for the
   *     function's own failure
   * @param onEnd called once, on the function's thread
   * @return interrupts the function
   */
  public Runnable start(Supplier<Call> call, Consumer<End> onEnd) {
    Interruptible code = new Interruptible();
    execute(() -> onEnd.accept(call(call, code)));
    return code::interrupt;
  }

  /** Runs something that calls functions on a thread for them; returns at once. */
  public void execute(Runnable calls) {
    threads.execute(calls);
  }

  /**
   * Calls a function on this thread, which must be one of those for functions.
   *
   * @param call finds out what to call; what it throws is taken for the function's own failure
   * @param code interrupts it
   */
  // A function may throw anything, a linkage error of its script included; that is its own failure.
  @SuppressWarnings("CatchingUnchecked")
  public End call(Supplier<Call> call, Interruptible code) {
    running.add(code);
    try {
      if (closed) {
        throw new InterruptedException("the engine has ended");
      }
      Call what = call.get();
      Map<String, Object> values = what.context.parameters();
      List<String> names = what.function.parameters();
      List<@Nullable Object> arguments = new ArrayList<>(names.size());
      names.forEach(name -> arguments.add(values.get(name)));
      Object result = code.call(() -> what.function.code().call(arguments, what.context));
      return new End(PlainValues.value(result), null);
    } catch (NoWorkdirException e) {
      Optional<String> lack = Lack.of(e);
      return new End(null, lack.isPresent() ? new LackException(lack.get(), e) : e);
    } catch (Throwable e) {
      return new End(null, e);
    } finally {
      running.remove(code);
    }
  }

  /** Returns the threads, so that the caller can wait for them. */
  public ExecutorService threads() {
    return threads;
  }

  /** Interrupts all functions that run. */
  public void close() {
    closed = true;
    threads.shutdown();
    running.forEach(Interruptible::interrupt);
  }
}
