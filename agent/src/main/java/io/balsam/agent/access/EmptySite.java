package io.balsam.agent.access;

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
import io.balsam.engine.api.SiteEvent;
import io.balsam.engine.api.SiteView;
import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.domain.Script;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Site of a directory in which nothing was ever run: answers are empty, and no file is created. */
final class EmptySite implements Balsam {

  @Override
  public List<RunView> runs() {
    return List.of();
  }

  @Override
  public Optional<RunView> run(long id) {
    return Optional.empty();
  }

  @Override
  public Page<JobView> jobs(JobFilter filter) {
    return new Page<>(0, List.of());
  }

  @Override
  public Page<TransferItemView> transfers(TransferFilter filter) {
    return new Page<>(0, List.of());
  }

  @Override
  public Optional<GraphView> graph(long run) {
    return Optional.empty();
  }

  @Override
  public List<EventView> events(EventFilter filter, Duration wait) {
    return List.of();
  }

  @Override
  public long lastEvent() {
    return 0;
  }

  @Override
  public Optional<Explanation> explain(long job) {
    return Optional.empty();
  }

  @Override
  public CommandResult cancel(JobFilter jobs, boolean subtree) {
    return new CommandResult(List.of(), Map.of());
  }

  @Override
  public CommandResult retry(JobFilter jobs) {
    return new CommandResult(List.of(), Map.of());
  }

  @Override
  public CommandResult removeRuns(List<Long> runs, boolean trial) {
    Map<Long, String> refused = new LinkedHashMap<>();
    runs.forEach(id -> refused.put(id, "there is no such run"));
    return new CommandResult(List.of(), refused);
  }

  @Override
  public CommandResult removeJobs(JobFilter jobs, boolean subtree, boolean trial) {
    Map<Long, String> refused = new LinkedHashMap<>();
    jobs.ids().forEach(id -> refused.put(id, "there is no such job"));
    return new CommandResult(List.of(), refused);
  }

  @Override
  public Balsam as(Principal principal) {
    return this;
  }

  @Override
  public void close() {}

  @Override
  public RunView submit(NewRun run) {
    throw new IllegalArgumentException("nothing can be run here");
  }

  @Override
  public Optional<Script> script(long run) {
    return Optional.empty();
  }

  @Override
  public BatchJobs batchJobs() {
    return new NoBatchJobs();
  }

  private static final class NoBatchJobs implements BatchJobs {

    @Override
    public List<BatchJobInfo> find(List<Long> ids, Set<BatchJobState> states) {
      return List.of();
    }

    @Override
    public List<BatchJobInfo> submit(List<BatchJobRequest> requests) {
      throw new IllegalArgumentException("no allocation can be requested here");
    }

    @Override
    public CommandResult delete(List<Long> ids) {
      Map<Long, String> refused = new LinkedHashMap<>();
      ids.forEach(id -> refused.put(id, "there is no such BatchJob"));
      return new CommandResult(List.of(), refused);
    }
  }

  @Override
  public Sessions sessions() {
    throw new IllegalArgumentException("no launcher can work for it");
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
