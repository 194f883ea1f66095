package io.balsam.server;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.Page;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every address there is, and what it answers. */
final class Routes {

  /** An address with a number in it has {@code {id}} there. */
  private record Route(String method, Pattern path, Function<Call, Object> answer) {
    Route(String method, String path, Function<Call, Object> answer) {
      this(method, Pattern.compile(path.replace("{id}", "(\\d{1,18})")), answer);
    }
  }

  /** What a request leads to. */
  record Found(long id, Function<Call, Object> answer) {}

  private final Balsam balsam;
  private final Semaphore waits;
  private final List<Route> routes;

  /**
   * @param mostWaits requests that may wait for events at once; further ones are answered at once,
   *     so that nobody can take all threads
   */
  Routes(Balsam balsam, int mostWaits) {
    this.balsam = balsam;
    this.waits = new Semaphore(mostWaits);
    routes =
        List.of(
            new Route("GET", "/runs", this::runs),
            new Route("GET", "/runs/{id}", this::run),
            new Route("GET", "/runs/{id}/graph", this::graph),
            new Route("GET", "/jobs", this::jobs),
            new Route("POST", "/jobs/query", this::jobs),
            new Route("POST", "/jobs/cancel", this::cancel),
            new Route("POST", "/jobs/retry", this::retry),
            new Route("GET", "/jobs/{id}", this::job),
            new Route("GET", "/jobs/{id}/explain", this::explain),
            new Route("GET", "/events", this::events),
            new Route("POST", "/events/query", this::events));
  }

  Found find(String method, String path) {
    String allowed = "";
    for (Route route : routes) {
      Matcher matcher = route.path.matcher(path);
      if (matcher.matches()) {
        if (route.method.equals(method)) {
          return new Found(
              matcher.groupCount() == 0 ? 0 : Long.parseLong(matcher.group(1)), route.answer);
        }
        allowed = route.method;
      }
    }
    if (allowed.isEmpty()) {
      throw new HttpProblem(
          404,
          ErrorBody.NO_SUCH_ADDRESS,
          "there is nothing at " + path + "; begin at /runs, /jobs or /events");
    }
    throw new HttpProblem(
        405, ErrorBody.METHOD_NOT_ALLOWED, path + " takes " + allowed + ", not " + method);
  }

  private Object runs(Call call) {
    call.params().nothingElse();
    var runs = balsam.runs();
    return new Page<>(runs.size(), runs);
  }

  private Object run(Call call) {
    call.params().nothingElse();
    return balsam.run(call.id()).orElseThrow(() -> HttpProblem.noSuch("run", call.id()));
  }

  private Object graph(Call call) {
    call.params().nothingElse();
    return balsam.graph(call.id()).orElseThrow(() -> HttpProblem.noSuch("run", call.id()));
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
        .orElseThrow(() -> HttpProblem.noSuch("job", call.id()));
  }

  private Object explain(Call call) {
    call.params().nothingElse();
    return balsam.explain(call.id()).orElseThrow(() -> HttpProblem.noSuch("job", call.id()));
  }

  private Object cancel(Call call) {
    boolean subtree = call.params().flag("subtree");
    return balsam.cancel(commanded(call), subtree);
  }

  private Object retry(Call call) {
    return balsam.retry(commanded(call));
  }

  private static JobFilter commanded(Call call) {
    boolean all = call.params().flag("all");
    JobFilter filter = Filters.selection(call.params());
    call.params().nothingElse();
    if (!all && Filters.selection(filter).isEmpty()) {
      throw HttpProblem.badRequest(
          "say which jobs by id, run_id, state, app, tags or workdir__contains, or all=true");
    }
    return filter;
  }

  private Object events(Call call) {
    EventFilter filter = Filters.events(call.params());
    Duration wait = Filters.waiting(call.params());
    call.params().nothingElse();
    List<EventView> events;
    if (!wait.isZero() && waits.tryAcquire()) {
      try {
        events = balsam.events(filter, wait);
      } finally {
        waits.release();
      }
    } else {
      events = balsam.events(filter, Duration.ZERO);
    }
    return new Page<>(events.size(), events);
  }
}
