package io.balsam.engine.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what is left of jobs in sessions of their own, after the jobs were told to end: SIGTERM,
 * then SIGKILL when the time that the job had been given is over.
 */
final class Strays {

  private static final Logger LOG = LoggerFactory.getLogger(Strays.class);
  private static final long BETWEEN_MILLIS = 50;

  /** Time between the signals, also where the job itself has used up its own. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  /** A process in an uninterruptible call does not end, whatever it is sent. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ScheduledExecutorService timer;

  Strays(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /**
   * Ends what a job has left.
   *
   * @param rest time that is left until SIGKILL
   * @return completes when there is nothing left, or nothing more can be done
   */
  CompletableFuture<Void> end(StraySearch search, Duration rest) {
    Duration patience = rest.compareTo(LEAST) > 0 ? rest : LEAST;
    long killNanos = System.nanoTime() + patience.toNanos();
    CompletableFuture<Void> over = new CompletableFuture<>();
    look(search, killNanos, new HashSet<>(), over);
    return over;
  }

  private void look(
      StraySearch search, long killNanos, Set<Long> told, CompletableFuture<Void> over) {
    try {
      List<ProcTable.Proc> found = search.find();
      long late = System.nanoTime() - killNanos;
      boolean gaveUp = late > LIMIT.toNanos();
      if (gaveUp) {
        LOG.warn("processes of a job do not end on SIGKILL: {}", found);
      }
      if (found.isEmpty() || gaveUp) {
        over.complete(null);
        return;
      }
      for (ProcTable.Proc proc : found) {
        if (late > 0) {
          kill(proc);
        } else if (told.add(proc.pid())) {
          ProcessHandle.of(proc.pid()).ifPresent(ProcessHandle::destroy);
        }
      }
      ScheduledFuture<?> unused =
          timer.schedule(
              () -> look(search, killNanos, told, over), BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      kill(search);
      over.complete(null);
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("cannot look for processes that a job has left", e);
      over.complete(null);
    }
  }

  /** Kills what a job has left, at once. */
  static void kill(StraySearch search) {
    search.find().forEach(Strays::kill);
  }

  private static void kill(ProcTable.Proc proc) {
    ProcessHandle.of(proc.pid()).ifPresent(ProcessHandle::destroyForcibly);
  }
}
