package io.balsam.server;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Requests that wait for events; a single thread looks for events for all of them. */
final class EventLongPoll {

  private static final EventFilter ANY = EventFilter.ALL;

  private record Poll(EventFilter filter, CompletableFuture<List<EventView>> answer) {

    boolean mayMatch(List<EventView> events) {
      return events.stream().anyMatch(this::mayMatch);
    }

    private boolean mayMatch(EventView event) {
      return event.seq() > filter.after()
          && (filter.jobs().isEmpty() || filter.jobs().contains(event.job()))
          && (filter.runs().isEmpty() || filter.runs().contains(event.run()))
          && (filter.to().isEmpty() || filter.to().contains(event.to()));
    }
  }

  private final Balsam balsam;
  private final Set<Poll> all = ConcurrentHashMap.newKeySet();
  private boolean reading;

  EventLongPoll(Balsam balsam) {
    this.balsam = balsam;
  }

  /**
   * Returns the events that match, as soon as there is one; an empty list when there was none in
   * time.
   */
  CompletableFuture<List<EventView>> first(EventFilter filter, Duration wait) {
    if (wait.isZero()) {
      return CompletableFuture.completedFuture(balsam.events(filter, wait));
    }
    Poll poll = new Poll(filter, new CompletableFuture<>());
    register(poll);
    // After the request was registered: later events are found by the thread that looks.
    answer(poll);
    poll.answer.completeOnTimeout(List.of(), wait.toMillis(), TimeUnit.MILLISECONDS);
    return poll.answer.whenComplete((events, e) -> all.remove(poll));
  }

  private synchronized void register(Poll poll) {
    all.add(poll);
    if (!reading) {
      long seen = balsam.lastEvent();
      reading = true;
      Thread thread = new Thread(() -> readFrom(seen), "balsam-api-events");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void readFrom(long begin) {
    long seen = begin;
    try {
      while (anyOpen()) {
        List<EventView> events = balsam.events(ANY.withAfter(seen), Filters.LONGEST_WAIT);
        if (!events.isEmpty()) {
          seen = events.get(events.size() - 1).seq();
          all.stream().filter(poll -> poll.mayMatch(events)).forEach(this::answer);
        }
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private synchronized boolean anyOpen() {
    reading = !all.isEmpty();
    return reading;
  }

  private synchronized void fail(RuntimeException e) {
    reading = false;
    all.forEach(poll -> poll.answer.completeExceptionally(e));
    all.clear();
  }

  private void answer(Poll poll) {
    List<EventView> events = balsam.events(poll.filter, Duration.ZERO);
    if (!events.isEmpty()) {
      poll.answer.complete(events);
    }
  }
}
