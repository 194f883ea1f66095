package io.balsam.engine.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signals to ranks that their runner would not hand on, sent by a command of the platform. */
final class RankSignals {

  private static final Logger LOG = LoggerFactory.getLogger(RankSignals.class);

  /** A batch system that does not answer must not hold up the news of an end for long. */
  private static final long PATIENCE = 10;

  private static final int NOT_RUN = -1;

  private RankSignals() {}

  /**
   * Has ranks told to end.
   *
   * @param otherwise called, from any thread, when that cannot be tried
   * @return false when only their runner can be told
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
                  // Others are in doubt: scancel complains of a step that ended when it was told
                  // to.
                  // Ranks that have not heard it are ended with their runner, after the grace.
                  if (code == NOT_RUN) {
                    otherwise.run();
                  }
                });
    return true;
  }

  /** Has ranks killed that may have outlived their runner; completes when that is done. */
  static CompletableFuture<Void> kill(RankEnds ranks) {
    List<String> words = ranks.mayRun() ? ranks.signal("KILL") : List.of();
    return words.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : run(words).completeOnTimeout(NOT_RUN, PATIENCE, TimeUnit.SECONDS).thenAccept(code -> {});
  }

  /** Completes with the exit code, or {@link #NOT_RUN}. */
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
