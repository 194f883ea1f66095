package io.balsam.engine.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends signals to ranks by a command of the platform, where their runner would not pass them on.
 */
final class RankSignals {

  private static final Logger LOG = LoggerFactory.getLogger(RankSignals.class);

  /**
   * Seconds to wait: a batch system that does not answer must not delay the report of an end for
   * long.
   */
  private static final long PATIENCE = 10;

  private static final int NOT_RUN = -1;

  private RankSignals() {}

  /**
   * Asks ranks to end.
   *
   * @param otherwise called, from any thread, when that cannot be tried
   * @return false when only their runner can be signalled
   */
  static boolean term(RankEnds ranks, Runnable otherwise) {
    List<String> words = ranks.signal("TERM");
    if (words.isEmpty()) {
      return false;
    }
    CompletableFuture<Void> unused =
        run(words)
            .thenAccept(
                code -> {
                  // Other codes are ambiguous: scancel complains of a step that ended on its
                  // signal. Ranks that have not received it are ended with their runner, after the
                  // grace period.
                  if (code == NOT_RUN) {
                    otherwise.run();
                  }
                });
    return true;
  }

  /** Kills ranks that may have outlived their runner; completes when that is done. */
  static CompletableFuture<Void> kill(RankEnds ranks) {
    List<String> words = ranks.mayRun() ? ranks.signal("KILL") : List.of();
    return words.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : run(words).completeOnTimeout(NOT_RUN, PATIENCE, TimeUnit.SECONDS).thenAccept(code -> {});
  }

  /** Runs a command; completes with its exit code, or {@link #NOT_RUN}. */
  private static CompletableFuture<Integer> run(List<String> words) {
    try {
      return new ProcessBuilder(words)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .thenApply(Process::exitValue);
    } catch (IOException | OutOfMemoryError e) {
      LOG.warn("cannot run {}: {}", words.get(0), e.toString());
      return CompletableFuture.completedFuture(NOT_RUN);
    }
  }
}
