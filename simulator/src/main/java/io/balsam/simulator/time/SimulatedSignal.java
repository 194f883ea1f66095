package io.balsam.simulator.time;

import io.balsam.engine.concurrent.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/** Signal that tasks wait for in virtual time. */
final class SimulatedSignal extends Signal {

  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final SimulatedProcess process;
  private final List<Runnable> waiting = new ArrayList<>();
  private long count;

  SimulatedSignal(SimulatedProcess process) {
    this.process = process;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public void raise() {
    count++;
    List<Runnable> due = List.copyOf(waiting);
    waiting.clear();
    due.forEach(Runnable::run);
  }

  @Override
  public boolean await(long seen, Duration atMost) throws InterruptedException {
    SimulatedTask task = SimulatedTask.current();
    if (task == null) {
      return process.time().until(() -> count != seen, atMost);
    }
    if (count == seen && atMost.toNanos() > 0) {
      Future<?> end = process.time().in(atMost, task::resume);
      Runnable wake =
          () -> {
            if (end.cancel(false)) {
              Future<?> unused = process.time().in(0, task::resume);
            }
          };
      waiting.add(wake);
      try {
        task.rest(wake);
      } finally {
        end.cancel(false);
        waiting.remove(wake);
      }
    }
    return count != seen;
  }

  @Override
  public void await(long seen) throws InterruptedException {
    boolean unused = await(seen, FOR_EVER);
  }
}
