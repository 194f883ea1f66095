package io.balsam.engine.site;

import io.balsam.engine.run.files.Cleanups;
import io.balsam.spi.ServiceContext;
import io.balsam.spi.ServiceModule;
import java.time.Duration;
import java.util.List;

/** Removes what finished jobs need not keep, a batch at a time. */
final class FileCleaner implements ServiceModule {

  /** It is woken when there is work; this only shows that it is alive. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final CleanerSettings settings;
  private final Cleanups cleanups;

  FileCleaner(CleanerSettings settings, Cleanups cleanups) {
    this.settings = settings;
    this.cleanups = cleanups;
  }

  @Override
  public void run(ServiceContext context) throws InterruptedException {
    long cleaned = 0;
    Duration pause;
    do {
      List<Cleanups.Task> tasks = cleanups.take(settings.batch());
      clean(tasks);
      cleaned += tasks.size();
      context.cycle(cleaned + " jobs cleaned up after");
      pause = tasks.isEmpty() ? LOOK : Duration.ZERO;
    } while (context.pause(pause));
  }

  private void clean(List<Cleanups.Task> tasks) {
    int done = 0;
    try {
      for (Cleanups.Task task : tasks) {
        task.clean();
        done++;
      }
    } finally {
      cleanups.giveBack(tasks.subList(done, tasks.size()));
    }
  }
}
