package io.balsam.simulator.campaign;

import io.balsam.simulator.time.Happened;
import io.balsam.simulator.time.Happened.Fault;
import io.balsam.simulator.time.SimulatedRuntime;
import io.balsam.spi.BackfillWindow;
import io.balsam.spi.BatchReport;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.QueueReport;
import io.balsam.spi.Scheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The batch system as the owner calls it. Calls fail now and then, half of them before and half of
 * them after the deed, or take long.
 *
 * @param share probability that a call fails, and that it takes long
 */
record CalledScheduler(
    BatchSystem system,
    Scheduler scheduler,
    Effects effects,
    double share,
    RandomGenerator random,
    Happened happened)
    implements Scheduler {

  private static final Duration SLOWEST = Duration.ofSeconds(40);

  private <T> T call(Supplier<T> call) {
    effects.requireAlive();
    double fate = random.nextDouble();
    if (fate < share) {
      happened.note(Fault.FAILED_CALL);
    }
    if (fate < share / 2) {
      throw new PluginException(ErrorKind.TRANSIENT, "the batch system did not hear");
    }
    delay();
    T value = effects.have(Fault.KILL_AT_CALL, () -> system.call(call));
    delay();
    if (fate < share) {
      throw new PluginException(ErrorKind.TRANSIENT, "the batch system's answer was lost");
    }
    return value;
  }

  private void delay() {
    if (share > 0 && random.nextDouble() < share / 2) {
      happened.note(Fault.LATE_CALL);
      SimulatedRuntime.rest(Duration.ofMillis(random.nextLong(SLOWEST.toMillis())));
      effects.requireAlive();
    }
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

  @Override
  public Optional<List<BackfillWindow>> backfill() {
    return call(scheduler::backfill);
  }

  @Override
  public Optional<List<QueueReport>> queues() {
    return call(scheduler::queues);
  }
}
