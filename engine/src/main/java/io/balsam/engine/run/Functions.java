package io.balsam.engine.run;

import io.balsam.engine.domain.AppBody;
import io.balsam.engine.domain.JobContext;
import io.balsam.engine.domain.JobState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    Interruptible call =
        new Interruptible(() -> onEnd.accept(call(function, runDirectory, job, attempt)));
    threads.execute(call);
    return call::interrupt;
  }

  // A function may throw anything, a linkage error of its script included; that is its own failure.
  @SuppressWarnings("CatchingUnchecked")
  private End call(AppBody.Function function, Path runDirectory, long job, int attempt) {
    try {
      JobContext context = contexts.of(runDirectory, job, JobState.RUNNING, attempt);
      Map<String, Object> values = context.parameters();
      List<@Nullable Object> arguments = new ArrayList<>(function.parameters().size());
      function.parameters().forEach(name -> arguments.add(values.get(name)));
      return new End(Plain.value(function.code().call(arguments, context)), null);
    } catch (Throwable e) {
      return new End(null, e);
    }
  }

  void close() {
    threads.shutdownNow();
  }
}
