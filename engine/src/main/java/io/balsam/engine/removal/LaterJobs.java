package io.balsam.engine.removal;

import io.balsam.engine.store.JobStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the jobs that came after others: their children, and jobs that their hooks made. */
final class LaterJobs {

  private LaterJobs() {}

  /** Returns the jobs in the store that came directly after each job, for jobs that have any. */
  static Map<Long, Set<Long>> of(JobStore store, Collection<Long> jobs) {
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

  /** Adds all that came after them, at any depth. */
  static void addTo(Set<Long> jobs, JobStore store) {
    Collection<Long> next = List.copyOf(jobs);
    while (!next.isEmpty()) {
      List<Long> found = new ArrayList<>();
      of(store, next).values().forEach(some -> some.stream().filter(jobs::add).forEach(found::add));
      next = found;
    }
  }
}
