package io.balsam.server;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.Page;
import java.time.Duration;
import java.util.List;

/** Routes of {@code /jobs} and {@code /events}. */
final class JobRoutes {

  private final Balsam balsam;
  private final EventLongPoll waits;

  JobRoutes(Balsam balsam, EventLongPoll waits) {
    this.balsam = balsam;
    this.waits = waits;
  }

  List<Route> all() {
    return List.of(
        Route.get("/jobs", this::jobs),
        Route.post("/jobs/query", this::jobs),
        Route.post("/jobs/cancel", this::cancel),
        Route.post("/jobs/retry", this::retry),
        Route.post("/jobs/remove", this::remove),
        Route.get("/jobs/{id}", this::job),
        Route.get("/jobs/{id}/explain", this::explain),
        Route.get("/events", this::events),
        Route.post("/events/query", this::events),
        Route.get("/events/last", this::lastEvent));
  }

  private Object jobs(Call call) {
    JobFilter filter = Filters.page(call.params());
    call.params().nothingElse();
    return balsam.jobs(filter);
  }

  private Object job(Call call) {
    call.params().nothingElse();
    return balsam.jobs(JobFilter.ALL.withIds(List.of(call.id()))).results().stream()
        .findFirst()
        .map(job -> JobDocument.of(balsam, job))
        .orElseThrow(() -> HttpProblem.noSuch("job", call.id()));
  }

  private Object explain(Call call) {
    call.params().nothingElse();
    return balsam.explain(call.id()).orElseThrow(() -> HttpProblem.noSuch("job", call.id()));
  }

  private Object cancel(Call call) {
    boolean subtree = call.params().flag("subtree");
    return balsam.as(call.principal()).cancel(commanded(call), subtree);
  }

  private Object retry(Call call) {
    return balsam.as(call.principal()).retry(commanded(call));
  }

  private Object remove(Call call) {
    boolean subtree = call.params().flag("subtree");
    boolean trial = call.params().flag("trial");
    return balsam.as(call.principal()).removeJobs(commanded(call), subtree, trial);
  }

  private static JobFilter commanded(Call call) {
    boolean all = call.params().flag("all");
    JobFilter filter = Filters.selection(call.params());
    call.params().nothingElse();
    if (!all && Filters.selection(filter).isEmpty()) {
      throw HttpProblem.badRequest(
          "name the jobs by id, run_id, batch_job_id, state, app, tags or workdir__contains, or"
              + " all=true");
    }
    return filter;
  }

  // The server answers when the future completes, and reports its failure.
  @SuppressWarnings("FutureReturnValueIgnored")
  private Object events(Call call) {
    EventFilter filter = Filters.events(call.params());
    Duration wait = Filters.waiting(call.params());
    call.params().nothingElse();
    return waits.first(filter, wait).thenApply(JobRoutes::page);
  }

  private static Page<EventView> page(List<EventView> events) {
    return new Page<>(events.size(), events);
  }

  private Object lastEvent(Call call) {
    call.params().nothingElse();
    return new LastEvent(balsam.lastEvent());
  }

  /** Number of the newest event. */
  record LastEvent(long seq) {}
}
