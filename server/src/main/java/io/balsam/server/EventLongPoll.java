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

  private record Waiting(EventFilter filter, CompletableFuture<List<EventView>> answer) {

    boolean mayWant(List<EventView> events) {
      return events.stream().anyMatch(this::mayWant);
    }

    private boolean mayWant(EventView event) {
      return event.seq() > filter.after()
          && (filter.jobs().isEmpty() || filter.jobs().contains(event.job()))
          && (filter.runs().isEmpty() || filter.runs().contains(event.run()))
          && (filter.to().isEmpty() || filter.to().contains(event.to()));
    }
  }

  private final Balsam balsam;
  private final Set<Waiting> all = ConcurrentHashMap.newKeySet();
  private boolean looking;

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
    Waiting waiting = new Waiting(filter, new CompletableFuture<>());
    look(waiting);
    // After the request was registered: later events are found by the thread that looks.
    answer(waiting);
    waiting.answer.completeOnTimeout(List.of(), wait.toMillis(), TimeUnit.MILLISECONDS);
    return waiting.answer.whenComplete((events, e) -> all.remove(waiting));
  }

  private synchronized void look(Waiting waiting) {
    all.add(waiting);
    if (!looking) {
      long seen = balsam.lastEvent();
      looking = true;
      Thread thread = new Thread(() -> lookFrom(seen), "facade-events");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void lookFrom(long begin) {
    long seen = begin;
    try {
      while (someoneWaits()) {
        List<EventView> news = balsam.events(ANY.withAfter(seen), Filters.LONGEST_WAIT);
        if (!news.isEmpty()) {
          seen = news.get(news.size() - 1).seq();
          all.stream().filter(waiting -> waiting.mayWant(news)).forEach(this::answer);
        }
      }
    } catch (RuntimeException e) {
      giveUp(e);
    }
  }

  private synchronized boolean someoneWaits() {
    looking = !all.isEmpty();
    return looking;
  }

  private synchronized void giveUp(RuntimeException e) {
    looking = false;
    all.forEach(waiting -> waiting.answer.completeExceptionally(e));
    all.clear();
  }

  private void answer(Waiting waiting) {
    List<EventView> events = balsam.events(waiting.filter, Duration.ZERO);
    if (!events.isEmpty()) {
      waiting.answer.complete(events);
    }
  }
}
