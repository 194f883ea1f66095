package io.balsam.engine.query;

import io.balsam.engine.api.EventFilter;
import io.balsam.engine.api.EventView;
import io.balsam.engine.api.GraphView;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.Page;
import io.balsam.engine.api.RunView;
import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.concurrent.Signal;
import io.balsam.engine.core.LoadedRun;
import io.balsam.engine.core.RunRegistry;
import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.ParentKind;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.RunRow;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.StoredEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Answers queries from the store. From any thread. */
public final class RunQueries {

  private final Store store;
  private final RunRegistry runs;
  private final Signal commits;

  public RunQueries(Store store, RunRegistry runs, Signal commits) {
    this.store = store;
    this.runs = runs;
    this.commits = commits;
  }

  public List<RunView> runs() {
    return store.runs().stream().map(this::view).toList();
  }

  public Optional<RunView> run(long id) {
    return store.run(id).map(this::view);
  }

  private RunView view(RunRow row) {
    return new RunView(
        row.id(),
        row.name(),
        row.owner(),
        row.workflow(),
        runs.directory(row.name()).toString(),
        row.created(),
        row.ended().orElse(null),
        inOrderOfScript(row.id(), store.counts(row.id())));
  }

  private Map<String, Map<JobState, Long>> inOrderOfScript(
      long id, Map<String, Map<JobState, Long>> counts) {
    LoadedRun run = runs.find(id);
    if (run == null || !run.active()) {
      return counts;
    }
    Map<String, Map<JobState, Long>> ordered = new LinkedHashMap<>();
    for (String app : run.workflow().apps().keySet()) {
      if (counts.containsKey(app)) {
        ordered.put(app, counts.get(app));
      }
    }
    counts.forEach(ordered::putIfAbsent);
    return ordered;
  }

  public Page<JobView> jobs(JobFilter filter) {
    List<JobRecord> records = store.jobs(filter);
    Map<Long, String> owners = owners(records, job -> job.row().run());
    List<JobView> found =
        records.stream()
            .map(job -> Views.job(job, owners.getOrDefault(job.row().run(), "")))
            .toList();
    boolean all = filter.offset() == 0 && found.size() < filter.limit();
    return new Page<>(all ? found.size() : store.countJobs(filter), found);
  }

  public Page<TransferItemView> transfers(TransferFilter filter) {
    List<TransferItemView> found = store.transfers(filter);
    boolean all = filter.offset() == 0 && found.size() < filter.limit();
    return new Page<>(all ? found.size() : store.countTransfers(filter), found);
  }

  private <T> Map<Long, String> owners(List<T> rows, ToLongFunction<T> run) {
    Set<Long> ids = rows.stream().map(run::applyAsLong).collect(Collectors.toSet());
    return ids.isEmpty() ? Map.of() : store.owners(ids);
  }

  public Optional<GraphView> graph(long run) {
    return store.run(run).map(this::graph);
  }

  private GraphView graph(RunRow run) {
    List<GraphView.Node> nodes = new ArrayList<>();
    List<GraphView.Edge> edges = new ArrayList<>();
    Path directory = runs.directory(run.name());
    JobFilter.ALL
        .withRun(run.id())
        .forEach(
            store::jobs,
            (JobRecord job) -> {
              JobRow row = job.row();
              nodes.add(
                  new GraphView.Node(row.id(), row.app(), row.state(), label(directory, row)));
              for (JobRow.Parent parent : row.parents()) {
                edges.add(
                    new GraphView.Edge(parent.id(), row.id(), parent.kind() == ParentKind.ANY_END));
              }
            });
    return new GraphView(run.id(), run.name(), nodes, edges);
  }

  /**
   * Returns the workdir as declared; of a reused job, whose workdir is another run's, the same
   * part.
   */
  private static String label(Path directory, JobRow row) {
    Path workdir = Path.of(row.workdir());
    Path data = directory.getParent();
    if (data != null
        && workdir.startsWith(data)
        && workdir.getNameCount() > directory.getNameCount()) {
      return workdir.subpath(directory.getNameCount(), workdir.getNameCount()).toString();
    }
    return row.workdir();
  }

  /** Returns the owner of a run; empty when it is not known. */
  String owner(long run) {
    return store.owners(List.of(run)).getOrDefault(run, "");
  }

  /** Returns all events of a job, which belongs to that owner. */
  List<EventView> history(long job, String owner) {
    return store.events(EventFilter.ALL.withJobs(List.of(job))).stream()
        .map(event -> Views.event(event, owner))
        .toList();
  }

  private List<EventView> found(EventFilter filter) {
    List<StoredEvent> events = store.events(filter);
    Map<Long, String> owners = owners(events, StoredEvent::run);
    return events.stream()
        .map(event -> Views.event(event, owners.getOrDefault(event.run(), "")))
        .toList();
  }

  /** Waits on commits, not on the clock, until there are events. */
  public List<EventView> events(EventFilter filter, Duration wait) {
    long end = System.nanoTime() + Math.min(wait.toNanos(), Long.MAX_VALUE / 4);
    while (true) {
      long seen = commits.count();
      List<EventView> found = found(filter);
      long left = end - System.nanoTime();
      if (!found.isEmpty() || left <= 0) {
        return found;
      }
      try {
        if (!commits.await(seen, Duration.ofNanos(left))) {
          return found;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return found;
      }
    }
  }
}
