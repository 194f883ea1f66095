package io.balsam.server;

import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.BatchJobs;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.Explanation;
import io.balsam.engine.api.GraphView;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.Page;
import io.balsam.engine.api.RunView;
import io.balsam.engine.api.SiteEvent;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.domain.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@link Balsam} that another process owns.
 *
 * <p>Beside what the interface says, every call throws {@link FacadeException} when the owner
 * cannot be asked. Reads survive a connection that is lost for a moment; commands are sent once.
 */
public final class FacadeClient implements Balsam {
  private static final long EARLY_ANSWER_PAUSE_MS = 200;

  private static final TypeReference<Page<RunView>> RUNS = new TypeReference<>() {};
  private static final TypeReference<Page<JobView>> JOBS = new TypeReference<>() {};
  private static final TypeReference<Page<EventView>> EVENTS = new TypeReference<>() {};
  private static final TypeReference<RunView> RUN = new TypeReference<>() {};
  private static final TypeReference<GraphView> GRAPH = new TypeReference<>() {};
  private static final TypeReference<Explanation> EXPLANATION = new TypeReference<>() {};
  private static final TypeReference<CommandResult> RESULT = new TypeReference<>() {};

  private final Connection connection;

  /**
   * @param url as the server gave it
   * @param token as the server was given it
   */
  public FacadeClient(String url, String token) {
    connection = new Connection(url, token);
  }

  @Override
  public List<RunView> runs() {
    Page<RunView> page = connection.query("/runs", new Params(), Duration.ZERO, RUNS);
    return page.results();
  }

  @Override
  public Optional<RunView> run(long id) {
    return connection.get("/runs/" + id, RUN);
  }

  @Override
  public Page<JobView> jobs(JobFilter filter) {
    if (filter.limit() <= Filters.MOST) {
      return connection.query("/jobs", Filters.page(filter), Duration.ZERO, JOBS);
    }
    List<JobView> all = new ArrayList<>();
    while (true) {
      int missing = Math.min(filter.limit() - all.size(), Filters.MOST);
      Page<JobView> part = jobs(filter.withPage(missing, filter.offset() + all.size()));
      all.addAll(part.results());
      if (part.results().size() < missing || all.size() == filter.limit()) {
        return new Page<>(part.count(), all);
      }
    }
  }

  @Override
  public Optional<GraphView> graph(long run) {
    return connection.get("/runs/" + run + "/graph", GRAPH);
  }

  @Override
  public List<EventView> events(EventFilter filter, Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      Duration now = left.compareTo(Filters.LONGEST_WAIT) < 0 ? left : Filters.LONGEST_WAIT;
      List<EventView> events = eventsNow(filter, now);
      if (!events.isEmpty() || System.nanoTime() >= deadline) {
        return events;
      }
      // An owner with too many waiters answers early; do not ask in a hot loop.
      Connection.pause(Math.min(EARLY_ANSWER_PAUSE_MS, 1 + left.toMillis()));
    }
  }

  private List<EventView> eventsNow(EventFilter filter, Duration wait) {
    List<EventView> all = new ArrayList<>();
    EventFilter next = filter;
    while (true) {
      int missing = Math.min(filter.limit() - all.size(), Filters.MOST);
      Duration patience = all.isEmpty() ? wait : Duration.ZERO;
      Params params = Filters.events(next.withLimit(missing));
      params.add("wait", patience.toMillis() / 1000.0);
      Page<EventView> part = connection.query("/events", params, patience, EVENTS);
      all.addAll(part.results());
      if (part.results().size() < missing || all.size() == filter.limit()) {
        return all;
      }
      next = next.withAfter(all.get(all.size() - 1).seq());
    }
  }

  @Override
  public Optional<Explanation> explain(long job) {
    return connection.get("/jobs/" + job + "/explain", EXPLANATION);
  }

  @Override
  public CommandResult cancel(JobFilter jobs, boolean subtree) {
    return connection.post("/jobs/cancel", commanded(jobs).add("subtree", subtree), RESULT);
  }

  @Override
  public CommandResult retry(JobFilter jobs) {
    return connection.post("/jobs/retry", commanded(jobs), RESULT);
  }

  private static Params commanded(JobFilter jobs) {
    Params params = Filters.selection(jobs);
    return params.isEmpty() ? params.add("all", true) : params;
  }

  /** Nothing to release; the owner goes on. */
  @Override
  public void close() {}

  @Override
  public RunView submit(Script script, boolean reuse) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Script> script(long run) {
    return Optional.empty();
  }

  @Override
  public BatchJobs batchJobs() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Sessions sessions() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SiteView site() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<SiteEvent> siteEvents(long after, int limit) {
    return List.of();
  }
}
