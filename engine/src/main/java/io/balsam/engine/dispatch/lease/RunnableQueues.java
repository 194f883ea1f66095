package io.balsam.engine.dispatch.lease;

import io.balsam.engine.core.JobShape;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.packing.JobTime;
import io.balsam.engine.packing.RankPolicy;
import io.balsam.engine.packing.RunQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * Runnable jobs that wait for a launcher: all of them in one queue, and for each set of tags that
 * some launcher asks for, those that have the tags in a queue of its own. Used by one thread.
 */
public final class RunnableQueues {

  /** Lookup of the jobs' properties. */
  public interface Jobs {

    JobShape shape(long job);

    /** Returns the time that a job is expected to take. */
    JobTime time(long job);

    RankPolicy.Claim claim(long job);

    /** Returns the tags of jobs that wait. */
    Map<Long, Map<String, String>> tags(List<Long> jobs);

    /** Returns the runnable jobs with all of these tags, as of the store. */
    List<Long> with(Map<String, String> tags);
  }

  private static final class Queue {
    final RunQueue jobs;

    /** Number that rises when a job is added. */
    long version;

    int users;

    Queue(RankPolicy policy) {
      jobs = new RunQueue(policy);
    }
  }

  private final RankPolicy policy;
  private final Queue all;
  private final Map<Map<String, String>, Queue> tagged = new HashMap<>();
  private final List<Long> arrived = new ArrayList<>();
  private final Jobs known;

  public RunnableQueues(Jobs known, RankPolicy policy) {
    this.known = known;
    this.policy = policy;
    this.all = new Queue(policy);
  }

  public void add(long job) {
    add(all, job);
    if (!tagged.isEmpty()) {
      arrived.add(job);
    }
  }

  private void add(Queue queue, long job) {
    JobShape shape = known.shape(job);
    queue.jobs.add(job, shape.resources(), known.time(job), known.claim(job));
    queue.version++;
  }

  public boolean contains(long job) {
    return all.jobs.contains(job);
  }

  public void remove(long job) {
    if (all.jobs.remove(job)) {
      tagged.values().forEach(queue -> queue.jobs.remove(job));
    }
  }

  /**
   * Calls back with every waiting request, and numbers of jobs with all of these tags that make it.
   */
  public void eachRequest(Map<String, String> tags, RunQueue.DemandSink sink) {
    if (tags.isEmpty() || tagged.containsKey(tags)) {
      queue(tags).jobs.eachRequest(sink);
    } else {
      known.with(tags).stream()
          .filter(this::contains)
          .forEach(job -> sink.waiting(known.shape(job).resources(), known.time(job), 1));
    }
  }

  /** Returns those of the jobs that have all of these tags. */
  public Set<Long> having(List<Long> jobs, Map<String, String> tags) {
    if (tags.isEmpty()) {
      return Set.copyOf(jobs);
    }
    Map<Long, Map<String, String>> found = known.tags(jobs);
    return jobs.stream()
        .filter(job -> found.getOrDefault(job, Map.of()).entrySet().containsAll(tags.entrySet()))
        .collect(Collectors.toSet());
  }

  /** Adds the jobs that arrived since the last call to the queues of their tags. */
  public void sort() {
    if (arrived.isEmpty()) {
      return;
    }
    List<Long> jobs = arrived.stream().filter(this::contains).distinct().toList();
    arrived.clear();
    known
        .tags(jobs)
        .forEach(
            (job, tags) ->
                tagged.forEach(
                    (wanted, queue) -> {
                      if (tags.entrySet().containsAll(wanted.entrySet())) {
                        addOnce(queue, job);
                      }
                    }));
  }

  private void addOnce(Queue queue, long job) {
    if (!queue.jobs.contains(job)) {
      add(queue, job);
    }
  }

  /** Opens a queue for these tags, on behalf of a launcher that asks for them. */
  public void open(Map<String, String> tags) {
    if (tags.isEmpty()) {
      return;
    }
    Queue queue = tagged.get(tags);
    if (queue == null) {
      queue = new Queue(policy);
      tagged.put(tags, queue);
      for (long job : known.with(tags)) {
        if (contains(job)) {
          addOnce(queue, job);
        }
      }
    }
    queue.users++;
  }

  /** Closes the queue of these tags when the last launcher that asked for them is gone. */
  public void close(Map<String, String> tags) {
    Queue queue = tagged.get(tags);
    if (queue != null && --queue.users == 0) {
      tagged.remove(tags);
    }
  }

  /** Returns a number that changes when jobs with these tags arrive. */
  public long version(Map<String, String> tags) {
    return queue(tags).version;
  }

  private Queue queue(Map<String, String> tags) {
    Queue queue = tags.isEmpty() ? all : tagged.get(tags);
    if (queue == null) {
      throw new IllegalStateException("no request for " + tags);
    }
    return queue;
  }

  /** Removes jobs that are to follow another on its placement, see {@link RunQueue#takeAlike}. */
  void takeAlike(
      LauncherCapacity capacity, Resources like, int most, LongPredicate fits, LongConsumer sink) {
    queue(capacity.tags())
        .jobs
        .takeAlike(
            like,
            most,
            fits,
            job -> {
              takeOut(job);
              sink.accept(job);
            });
  }

  private void takeOut(long job) {
    all.jobs.remove(job);
    tagged.values().forEach(queue -> queue.jobs.remove(job));
  }

  int size(LauncherCapacity capacity) {
    return queue(capacity.tags()).jobs.size();
  }

  /** Dispatches the jobs that fit a launcher, best first, and removes them. */
  public void drain(LauncherCapacity capacity, JobTime.Left left, RunQueue.Sink sink) {
    Queue from = queue(capacity.tags());
    from.jobs.drain(
        capacity.pool(),
        capacity::allows,
        left,
        (job, placement) -> {
          takeOut(job);
          sink.placed(job, placement);
        });
  }
}
