package io.balsam.simulator.campaign;

import io.balsam.spi.BackfillWindow;
import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.QueueReport;
import io.balsam.spi.Scheduler;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The batch system as a site calls it. Calls fail now and then: half of them before, half of them
 * after the deed.
 *
 * @param share probability that a call fails
 */
record CalledScheduler(BatchSystem system, double share, RandomGenerator random)
    implements Scheduler {

  private <T> T call(Supplier<T> call) {
    double fate = random.nextDouble();
    if (fate < share / 2) {
      throw new PluginException(ErrorKind.TRANSIENT, "the batch system did not hear");
    }
    T value = system.call(call);
    if (fate < share) {
      throw new PluginException(ErrorKind.TRANSIENT, "the batch system's answer was lost");
    }
    return value;
  }

  @Override
  public String submit(BatchSubmission submission) {
    return call(
        () -> {
          String id = system.scheduler().submit(submission);
          system.submitted(submission);
          return id;
        });
  }

  @Override
  public Map<String, BatchReport> status(Collection<String> ids) {
    return call(() -> system.scheduler().status(ids));
  }

  @Override
  public void cancel(String id) {
    boolean unused =
        call(
            () -> {
              system.scheduler().cancel(id);
              return true;
            });
  }

  @Override
  public Map<String, BatchReport> history(Collection<String> ids) {
    return call(() -> system.scheduler().history(ids));
  }

  @Override
  public Optional<List<String>> named(String name, Path workdir, String site) {
    return call(() -> system.scheduler().named(name, workdir, site));
  }

  @Override
  public Optional<List<BackfillWindow>> backfill() {
    return call(() -> system.scheduler().backfill());
  }

  @Override
  public Optional<List<QueueReport>> queues() {
    return call(() -> system.scheduler().queues());
  }
}
