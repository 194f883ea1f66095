package io.balsam.simulator.campaign;

import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.Scheduler;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A batch system whose calls fail now and then: half of them before, half of them after the deed.
 */
record FaultyBatchSystem(Scheduler scheduler, double share, RandomGenerator random)
    implements Scheduler {

  private <T> T call(Supplier<T> call) {
    double fate = random.nextDouble();
    if (fate < share / 2) {
      throw new PluginException(ErrorKind.TRANSIENT, "the batch system did not hear");
    }
    T value = call.get();
    if (fate < share) {
      throw new PluginException(ErrorKind.TRANSIENT, "the batch system's answer was lost");
    }
    return value;
  }

  @Override
  public String submit(BatchSubmission submission) {
    return call(() -> scheduler.submit(submission));
  }

  @Override
  public Map<String, BatchReport> status(Collection<String> ids) {
    return call(() -> scheduler.status(ids));
  }

  @Override
  public void cancel(String id) {
    boolean unused =
        call(
            () -> {
              scheduler.cancel(id);
              return true;
            });
  }

  @Override
  public Map<String, BatchReport> history(Collection<String> ids) {
    return call(() -> scheduler.history(ids));
  }

  @Override
  public Optional<List<String>> named(String name, Path workdir, String site) {
    return call(() -> scheduler.named(name, workdir, site));
  }
}
