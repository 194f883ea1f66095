package io.balsam.bench.simulated;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What launchers were given, all of them together. Any thread may call. */
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

  /** How many were given to somebody although somebody had had them. */
  int twice() {
    return twice.get();
  }
}
