package io.balsam.bench.simulated;

import io.balsam.engine.process.ProcessEnd;
import io.balsam.engine.process.ProcessSpec;
import io.balsam.engine.process.Spawner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Processes that succeed as soon as they start, once the gate is open: only the engine is measured.
 */
final class InstantProcesses implements Spawner {

  private final List<Runnable> held = new ArrayList<>();
  private boolean open;

  @Override
  public void start(ProcessSpec spec, Consumer<ProcessEnd> onEnd) {
    Runnable end = () -> onEnd.accept(end(spec.job(), 0));
    synchronized (this) {
      if (!open) {
        held.add(end);
        return;
      }
    }
    end.run();
  }

  /** Opens the gate: present and future processes end. */
  void open() {
    List<Runnable> ready;
    synchronized (this) {
      open = true;
      ready = List.copyOf(held);
      held.clear();
    }
    ready.forEach(Runnable::run);
  }

  @Override
  public void end(long job, Duration grace) {
    open();
  }

  @Override
  public void close() {}

  private static ProcessEnd end(long job, int signal) {
    return new ProcessEnd(
        job, 0, signal, Duration.ZERO, OptionalLong.empty(), "", ProcessEnd.Manner.BY_ITSELF);
  }
}
