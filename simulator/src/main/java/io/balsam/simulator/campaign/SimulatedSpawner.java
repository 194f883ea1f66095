package io.balsam.simulator.campaign;

import io.balsam.engine.process.ProcessEnd;
import io.balsam.engine.process.ProcessEnd.Manner;
import io.balsam.engine.process.ProcessSpec;
import io.balsam.engine.process.Spawner;
import io.balsam.simulator.time.SimulatedProcess;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Processes of jobs that only take time. They end with their launcher. */
final class SimulatedSpawner implements Spawner {

  private static final Duration KILL = Duration.ofMillis(10);
  private static final int SIGTERM = 15;

  private record Running(int number, Future<?> end, Consumer<ProcessEnd> onEnd) {}

  private final SimulatedProcess process;
  private final Clock clock;
  private final SimulatedJobs times;
  private final ExecutionLog log;
  private final String allocation;
  private final Map<Long, Running> running = new LinkedHashMap<>();

  SimulatedSpawner(
      SimulatedProcess process,
      Clock clock,
      SimulatedJobs times,
      ExecutionLog log,
      String allocation) {
    this.process = process;
    this.clock = clock;
    this.times = times;
    this.log = log;
    this.allocation = allocation;
  }

  @Override
  public void start(ProcessSpec spec, Consumer<ProcessEnd> onEnd) {
    SimulatedJobs.Attempt attempt = times.of(spec.job(), spec.attempt());
    int number = log.begun(spec.job(), spec.attempt(), allocation, clock.instant());
    Future<?> end = process.in(attempt.time(), () -> over(spec.job(), attempt.exitCode(), 0, true));
    running.put(spec.job(), new Running(number, end, onEnd));
  }

  @Override
  public void end(long job, Duration grace) {
    Running one = running.get(job);
    if (one != null && one.end.cancel(false)) {
      Future<?> unused = process.in(KILL, () -> over(job, null, SIGTERM, false));
    }
  }

  private void over(long job, @Nullable Integer exitCode, int signal, boolean whole) {
    Running one = running.remove(job);
    if (one == null) {
      return;
    }
    log.ended(one.number, clock.instant(), whole, exitCode);
    one.onEnd.accept(
        new ProcessEnd(
            job,
            exitCode,
            signal,
            null,
            OptionalLong.empty(),
            "",
            whole ? Manner.BY_ITSELF : Manner.TOLD));
  }

  @Override
  public void close() {
    running.values().forEach(one -> log.ended(one.number, clock.instant(), false, null));
    running.clear();
  }
}
