package io.balsam.server;

import com.fasterxml.jackson.core.type.TypeReference;
import io.balsam.engine.api.AppTimes;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.BatchJobs;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.Explanation;
import io.balsam.engine.api.GraphView;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.NewRun;
import io.balsam.engine.api.Page;
import io.balsam.engine.api.Principal;
import io.balsam.engine.api.RunView;
import io.balsam.engine.api.ScalingPlan;
import io.balsam.engine.api.SiteEvent;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.domain.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A {@link Balsam} that another process owns.
 *
 * <p>Besides the exceptions of the interface, every call throws {@link ApiException} when the owner
 * cannot be reached, and the future of {@link Sessions#assignments} completes with one. Reads, and
 * all requests of sessions, survive a connection that is lost for a while; commands are sent once.
 */
public final class ApiClient implements Balsam {
  /**
   * Default patience: long enough for a brief network failure, short enough for a person who waits.
   */
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(1);

  private static final TypeReference<Page<RunView>> RUNS = new TypeReference<>() {};
  private static final TypeReference<Page<JobView>> JOBS = new TypeReference<>() {};
  private static final TypeReference<Page<TransferDocument>> TRANSFERS = new TypeReference<>() {};
  private static final TypeReference<Page<EventView>> EVENTS = new TypeReference<>() {};
  private static final TypeReference<RunView> RUN = new TypeReference<>() {};
  private static final TypeReference<GraphView> GRAPH = new TypeReference<>() {};
  private static final TypeReference<Explanation> EXPLANATION = new TypeReference<>() {};
  private static final TypeReference<CommandResult> RESULT = new TypeReference<>() {};

  private static final TypeReference<Script> SCRIPT = new TypeReference<>() {};
  private static final TypeReference<SiteView> SITE = new TypeReference<>() {};
  private static final TypeReference<ScalingPlan> PLAN = new TypeReference<>() {};
  private static final TypeReference<Page<AppTimes>> APPS = new TypeReference<>() {};
  private static final TypeReference<Page<SiteEvent>> SITE_EVENTS = new TypeReference<>() {};
  private static final TypeReference<JobRoutes.LastEvent> LAST = new TypeReference<>() {};

  private final Connection connection;
  private final ExecutorService waits = Executors.newCachedThreadPool(ApiClient::daemon);
  private final Sessions sessions;

  /** Creates a client of one process. */
  public ApiClient(OwnerAddress owner) {
    this(() -> Optional.of(owner), USUAL_PATIENCE);
  }

  /**
   * Creates a client that follows an owner from one process to the next.
   *
   * @param owner called before each try; empty while there is none
   * @param patience how long a lost connection is tried again, with growing pauses
   */
  public ApiClient(Supplier<Optional<OwnerAddress>> owner, Duration patience) {
    connection = new Connection(owner, patience);
    sessions = new RemoteSessions(connection, waits);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "balsam-client");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public List<RunView> runs() {
    Page<RunView> page = connection.ask(Request.get("/runs"), RUNS);
    return page.results();
  }

  @Override
  public Optional<RunView> run(long id) {
    return connection.find(Request.get("/runs/" + id), RUN);
  }

  @Override
  public Page<JobView> jobs(JobFilter filter) {
    return whole(
        filter.limit(),
        filter.offset(),
        (limit, offset) ->
            connection.ask(
                Request.query("/jobs", Filters.page(filter.withPage(limit, offset)), Duration.ZERO),
                JOBS));
  }

  @Override
  public Page<TransferItemView> transfers(TransferFilter filter) {
    Page<TransferDocument> page =
        whole(
            filter.limit(),
            filter.offset(),
            (limit, offset) ->
                connection.ask(
                    Request.query(
                        "/transfers",
                        TransferFilters.page(filter.limited(limit, offset)),
                        Duration.ZERO),
                    TRANSFERS));
    return new Page<>(page.count(), page.results().stream().map(TransferDocument::item).toList());
  }

  /**
   * Asks for a list, in parts if it is longer than an answer can be.
   *
   * @param ask takes limit and offset
   */
  private static <T> Page<T> whole(int limit, long offset, BiFunction<Integer, Long, Page<T>> ask) {
    if (limit <= Filters.MOST) {
      return ask.apply(limit, offset);
    }
    List<T> all = new ArrayList<>();
    while (true) {
      int missing = Math.min(limit - all.size(), Filters.MOST);
      Page<T> part = ask.apply(missing, offset + all.size());
      all.addAll(part.results());
      if (part.results().size() < missing || all.size() == limit) {
        return new Page<>(part.count(), all);
      }
    }
  }

  @Override
  public Optional<GraphView> graph(long run) {
    return connection.find(Request.get("/runs/" + run + "/graph"), GRAPH);
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
      Page<EventView> part = connection.ask(Request.query("/events", params, patience), EVENTS);
      all.addAll(part.results());
      if (part.results().size() < missing || all.size() == filter.limit()) {
        return all;
      }
      next = next.withAfter(all.get(all.size() - 1).seq());
    }
  }

  @Override
  public Optional<Explanation> explain(long job) {
    return connection.find(Request.get("/jobs/" + job + "/explain"), EXPLANATION);
  }

  @Override
  public CommandResult cancel(JobFilter jobs, boolean subtree) {
    return connection.ask(
        Request.form("POST", "/jobs/cancel", commanded(jobs).add("subtree", subtree)), RESULT);
  }

  @Override
  public CommandResult retry(JobFilter jobs) {
    return connection.ask(Request.form("POST", "/jobs/retry", commanded(jobs)), RESULT);
  }

  @Override
  public CommandResult removeRuns(List<Long> runs, boolean trial) {
    Params params = new Params().addAll("id", runs).add("trial", trial);
    return connection.ask(Request.form("POST", "/runs/remove", params), RESULT);
  }

  @Override
  public CommandResult removeJobs(JobFilter jobs, boolean subtree, boolean trial) {
    Params params = commanded(jobs).add("subtree", subtree).add("trial", trial);
    return connection.ask(Request.form("POST", "/jobs/remove", params), RESULT);
  }

  private static Params commanded(JobFilter jobs) {
    Params params = Filters.selection(jobs);
    return params.isEmpty() ? params.add("all", true) : params;
  }

  @Override
  public long lastEvent() {
    return connection.ask(Request.get("/events/last"), LAST).seq();
  }

  @Override
  public RunView submit(NewRun run) {
    return connection.ask(Request.json("/runs", run), RUN);
  }

  @Override
  public Optional<Script> script(long run) {
    return connection.find(Request.get("/runs/" + run + "/script"), SCRIPT);
  }

  @Override
  public Balsam as(Principal principal) {
    return this;
  }

  @Override
  public BatchJobs batchJobs() {
    return new RemoteBatchJobs(connection);
  }

  @Override
  public Sessions sessions() {
    return sessions;
  }

  @Override
  public SiteView site() {
    return connection.ask(Request.get("/site"), SITE);
  }

  @Override
  public ScalingPlan plan() {
    return connection.ask(Request.get("/site/plan"), PLAN);
  }

  @Override
  public List<AppTimes> apps() {
    return connection.ask(Request.get("/apps"), APPS).results();
  }

  @Override
  public List<SiteEvent> siteEvents(long after, int limit) {
    Params params = new Params().add("after", after).add("limit", Math.min(limit, Filters.MOST));
    return connection
        .ask(Request.query("/site/events", params, Duration.ZERO), SITE_EVENTS)
        .results();
  }

  /** Stops waiting for assignments; the owner continues. */
  @Override
  public void close() {
    waits.shutdownNow();
  }
}
