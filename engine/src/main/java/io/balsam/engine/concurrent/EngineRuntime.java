package io.balsam.engine.concurrent;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.random.RandomGenerator;

/**
 * Time, threads and random numbers of an engine or a launcher: those of this process, or those of a
 * simulation, in which a single thread runs everything in the order of virtual time.
 *
 * <p>Code that waits, for a time or for other code, does so through what it gets from here.
 */
public interface EngineRuntime {

  /** Returns the clock of the times that are recorded. */
  Clock clock();

  /** Returns the time for measuring durations, as {@link System#nanoTime} does. */
  long nanos();

  /** Returns the source of random numbers for the calling thread. */
  RandomGenerator random();

  /** Returns an id that nothing else has. */
  String newId();

  /** Creates timers; their user closes them. */
  Timers timers();

  /** Creates a signal that threads can wait for. */
  Signal signal();

  /**
   * Creates a pool of threads, in which tasks wait for a free one.
   *
   * @param size number of threads
   * @param name prefix of their names
   */
  ThreadPoolExecutor pool(int size, String name);

  /** Creates threads for tasks that must not wait for each other. */
  ExecutorService threads(String name);

  /** Creates a loop, not started yet. */
  Turns turns(String name, Turns.Loop loop);

  /** Creates a thread, not started yet. */
  Task task(String name, Runnable code);

  /** Creates the caller of another process, whose calls are made one after the other. */
  Calls calls(String name);
}
