package io.balsam.engine.site;

import io.balsam.engine.text.Count;
import io.balsam.engine.transfer.CleanupQueue;
import io.balsam.spi.ServiceContext;
import io.balsam.spi.ServiceModule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the files that finished jobs need not keep, a batch at a time, and once an hour those of
 * BatchJobs that ended long ago.
 */
final class FileCleaner implements ServiceModule {

  /**
   * Pause without work. New work wakes the module earlier; the pause only shows that it is alive.
   */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(FileCleaner.class);
  private static final Duration HOUR = Duration.ofHours(1);

  private final CleanerSettings settings;
  private final CleanupQueue cleanups;
  private final OldFiles old;
  private final Clock clock;
  private Instant looked = Instant.MIN;

  FileCleaner(CleanerSettings settings, CleanupQueue cleanups, OldFiles old, Clock clock) {
    this.settings = settings;
    this.cleanups = cleanups;
    this.old = old;
    this.clock = clock;
  }

  @Override
  public void run(ServiceContext context) throws InterruptedException {
    long cleaned = 0;
    Duration pause;
    do {
      List<CleanupQueue.Task> tasks = cleanups.take(settings.batch());
      clean(tasks);
      cleaned += tasks.size();
      removeOld();
      context.cycle(Count.of(cleaned, "job") + " cleaned up after");
      pause = tasks.isEmpty() ? LOOK : Duration.ZERO;
    } while (context.pause(pause));
  }

  private void removeOld() {
    Instant now = clock.instant();
    if (settings.keep().isZero() || now.minus(HOUR).isBefore(looked)) {
      return;
    }
    looked = now;
    int removed = old.remove(now);
    if (removed > 0) {
      LOG.info(
          "removed {} files of BatchJobs that ended more than {} days ago",
          removed,
          settings.keep().toDays());
    }
  }

  private void clean(List<CleanupQueue.Task> tasks) {
    int done = 0;
    try {
      for (CleanupQueue.Task task : tasks) {
        task.clean();
        done++;
      }
    } finally {
      cleanups.giveBack(tasks.subList(done, tasks.size()));
    }
  }
}
