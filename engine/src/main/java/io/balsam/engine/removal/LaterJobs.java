package io.balsam.engine.removal;

import io.balsam.engine.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What came after jobs: their children, and jobs that their hooks made. */
final class LaterJobs {

  private LaterJobs() {}

  /** For each job that has any, those right after it that are on record. */
  static Map<Long, Set<Long>> of(Store store, Collection<Long> jobs) {
    Map<Long, Set<Long>> found = new TreeMap<>();
    store
        .children(jobs)
        .forEach((job, some) -> found.computeIfAbsent(job, j -> new TreeSet<>()).addAll(some));
    Map<Long, List<Long>> made = store.createdBy(jobs);
    Set<Long> there = new HashSet<>();
    store
        .jobs(made.values().stream().flatMap(List::stream).toList())
        .forEach(job -> there.add(job.row().id()));
    made.forEach(
        (job, some) ->
            some.stream()
                .filter(there::contains)
                .forEach(one -> found.computeIfAbsent(job, j -> new TreeSet<>()).add(one)));
    return found;
  }

  /** Adds all that came after them, however far down. */
  static void addTo(Set<Long> jobs, Store store) {
    Collection<Long> next = List.copyOf(jobs);
    while (!next.isEmpty()) {
      List<Long> found = new ArrayList<>();
      of(store, next).values().forEach(some -> some.stream().filter(jobs::add).forEach(found::add));
      next = found;
    }
  }
}
