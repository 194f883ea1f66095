package io.balsam.bench.simulated;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Jobs given to all launchers together. Thread-safe. */
final class Leased {

  private final Set<Long> jobs = ConcurrentHashMap.newKeySet();
  private final AtomicInteger twice = new AtomicInteger();

  void add(long job) {
    if (!jobs.add(job)) {
      twice.incrementAndGet();
    }
  }

  int jobs() {
    return jobs.size();
  }

  /** Returns the number of jobs that were given out more than once. */
  int twice() {
    return twice.get();
  }
}
