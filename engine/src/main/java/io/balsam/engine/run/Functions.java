package io.balsam.engine.run;

import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobContext;
import io.balsam.engine.domain.JobState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs function apps on threads of this JVM. How many at a time is decided by the nodes. */
final class Functions {

  /**
   * How a function ended.
   *
   * @param result its value, as JSON can say it
   * @param error what it threw; null when it returned
   */
  record End(@Nullable Object result, @Nullable Throwable error) {}

  private final ExecutorService threads =
      Executors.newCachedThreadPool(DaemonThreads.named("balsam-function"));
  private final Set<Interruptible> running = ConcurrentHashMap.newKeySet();
  private final Contexts contexts;

  Functions(Contexts contexts) {
    this.contexts = contexts;
  }

  /**
   * Starts a function; returns at once.
   *
   * @param onEnd called once, on the function's thread
   * @return what interrupts it
   */
  Runnable start(
      AppBody.Function function, Path runDirectory, long job, int attempt, Consumer<End> onEnd) {
    Interruptible code = new Interruptible();
    running.add(code);
    threads.execute(
        () -> {
          End end = call(function, runDirectory, job, attempt, code);
          running.remove(code);
          onEnd.accept(end);
        });
    return code::interrupt;
  }

  // A function may throw anything, a linkage error of its script included; that is its own failure.
  @SuppressWarnings("CatchingUnchecked")
  private End call(
      AppBody.Function function, Path runDirectory, long job, int attempt, Interruptible code) {
    try {
      JobContext context = contexts.of(runDirectory, job, JobState.RUNNING, attempt);
      Map<String, Object> values = context.parameters();
      List<@Nullable Object> arguments = new ArrayList<>(function.parameters().size());
      function.parameters().forEach(name -> arguments.add(values.get(name)));
      Object result = code.call(() -> function.code().call(arguments, context));
      return new End(Plain.value(result), null);
    } catch (Throwable e) {
      return new End(null, e);
    }
  }

  ExecutorService threads() {
    return threads;
  }

  void close() {
    threads.shutdown();
    running.forEach(Interruptible::interrupt);
  }
}
