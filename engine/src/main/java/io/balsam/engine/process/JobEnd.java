package io.balsam.engine.process;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * End of a job as it is reported. Whatever goes wrong when it is judged, in a plugin or with files
 * that the job has left, it is an end: otherwise the job would run for ever.
 *
 * @param told the end
 * @param over completes when no rank of it can exist any more
 * @param judged whether nothing went wrong
 */
record JobEnd(ProcessEnd told, CompletableFuture<Void> over, boolean judged) {

  private static final Logger LOG = LoggerFactory.getLogger(JobEnd.class);
  private static final CompletableFuture<Void> OVER = CompletableFuture.completedFuture(null);

  static JobEnd of(RunningJob job, Supplier<ProcessEnd> seen) {
    try {
      RankEnds ranks = job.spec.ranks();
      ProcessEnd end = seen.get();
      return ranks == null
          ? new JobEnd(end, OVER, true)
          : new JobEnd(ranks.judge(end), RankSignals.kill(ranks), true);
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      LOG.error("cannot judge how job {} ended", job.spec.job(), e);
      return new JobEnd(Outcome.unknown(job, e), OVER, false);
    }
  }
}
