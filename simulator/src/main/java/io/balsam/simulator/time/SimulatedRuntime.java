package io.balsam.simulator.time;

import io.balsam.engine.concurrent.Calls;
import io.balsam.engine.concurrent.EngineRuntime;
import io.balsam.engine.concurrent.Signal;
import io.balsam.engine.concurrent.Task;
import io.balsam.engine.concurrent.Timers;
import io.balsam.engine.concurrent.Turns;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.random.RandomGenerator;

/** Runtime of a simulated process, in virtual time. */
public final class SimulatedRuntime implements EngineRuntime {

  private final SimulatedProcess process;
  private final SplittableRandom random;
  private final Connections connections;

  /**
   * Creates the runtime of a process.
   *
   * @param random gives its random numbers, and no others
   * @param connections carry its calls
   */
  public SimulatedRuntime(
      SimulatedProcess process, SplittableRandom random, Connections connections) {
    this.process = process;
    this.random = random;
    this.connections = connections;
  }

  /** Lets the calling task rest, unless the driver calls: others go on meanwhile. */
  public static void rest(Duration length) {
    SimulatedTask task = SimulatedTask.current();
    if (task != null) {
      task.rest(length.toNanos());
    }
  }

  @Override
  public Clock clock() {
    return process.time().clock();
  }

  @Override
  public long nanos() {
    return process.time().nanos();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public String newId() {
    return "%016x-%08x".formatted(random.nextLong(), random.nextInt());
  }

  @Override
  public Timers timers() {
    return new SimulatedTimers(process);
  }

  @Override
  public Signal signal() {
    return new SimulatedSignal(process);
  }

  @Override
  public ThreadPoolExecutor pool(int size, String name) {
    return new SimulatedPool(process);
  }

  @Override
  public ExecutorService threads(String name) {
    return new SimulatedPool(process);
  }

  @Override
  public Turns turns(String name, Turns.Loop loop) {
    return new SimulatedTurns(process, loop);
  }

  @Override
  public Task task(String name, Runnable code) {
    return new SimulatedTask(process, name, code);
  }

  @Override
  public Calls calls(String name) {
    return new SimulatedCalls(process, connections, random.split());
  }
}
