package io.balsam.engine.concurrent;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.random.RandomGenerator;

/**
 * The time and the threads of this process.
 *
 * @param clock gives the times that are recorded
 */
public record ProcessRuntime(Clock clock) implements EngineRuntime {

  /** Creates the runtime with the system's clock. */
  public ProcessRuntime() {
    this(Clock.systemUTC());
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public RandomGenerator random() {
    return ThreadLocalRandom.current();
  }

  @Override
  public String newId() {
    return UUID.randomUUID().toString();
  }

  @Override
  public Timers timers() {
    return new ThreadTimers();
  }

  @Override
  public Signal signal() {
    return new Signal();
  }

  @Override
  public ThreadPoolExecutor pool(int size, String name) {
    return new RetryingPool(size, name);
  }

  @Override
  public ExecutorService threads(String name) {
    return Executors.newCachedThreadPool(DaemonThreads.named(name));
  }

  @Override
  public Turns turns(String name, Turns.Loop loop) {
    return new ThreadTurns(name, loop);
  }

  @Override
  public Task task(String name, Runnable code) {
    return new ThreadTask(name, code);
  }

  @Override
  public Calls calls(String name) {
    return new ThreadCalls(name);
  }
}
