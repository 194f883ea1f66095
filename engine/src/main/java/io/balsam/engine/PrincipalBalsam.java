package io.balsam.engine;

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
import java.util.List;
import java.util.Optional;

/**
 * An engine's API on behalf of one principal: what it creates belongs to the principal, and what it
 * changes is recorded with the name. Closing it leaves the engine open.
 */
final class PrincipalBalsam implements Balsam {

  private final Balsam engine;
  private final UserCommands commands;
  private final Principal principal;

  PrincipalBalsam(Balsam engine, UserCommands commands, Principal principal) {
    this.engine = engine;
    this.commands = commands;
    this.principal = principal;
  }

  @Override
  public Balsam as(Principal other) {
    return new PrincipalBalsam(engine, commands, other);
  }

  @Override
  public RunView submit(NewRun run) {
    return run(commands.submit(principal, run)).orElseThrow();
  }

  @Override
  public CommandResult cancel(JobFilter jobs, boolean subtree) {
    return commands.cancel(principal, jobs, subtree);
  }

  @Override
  public CommandResult retry(JobFilter jobs) {
    return commands.retry(principal, jobs);
  }

  @Override
  public CommandResult removeRuns(List<Long> runs, boolean trial) {
    return commands.removeRuns(principal, runs, trial);
  }

  @Override
  public CommandResult removeJobs(JobFilter jobs, boolean subtree, boolean trial) {
    return commands.removeJobs(principal, jobs, subtree, trial);
  }

  @Override
  public BatchJobs batchJobs() {
    return commands.batchJobs(principal);
  }

  @Override
  public List<RunView> runs() {
    return engine.runs();
  }

  @Override
  public Optional<RunView> run(long id) {
    return engine.run(id);
  }

  @Override
  public Page<JobView> jobs(JobFilter filter) {
    return engine.jobs(filter);
  }

  @Override
  public Page<TransferItemView> transfers(TransferFilter filter) {
    return engine.transfers(filter);
  }

  @Override
  public Optional<GraphView> graph(long run) {
    return engine.graph(run);
  }

  @Override
  public List<EventView> events(EventFilter filter, Duration wait) {
    return engine.events(filter, wait);
  }

  @Override
  public long lastEvent() {
    return engine.lastEvent();
  }

  @Override
  public Optional<Explanation> explain(long job) {
    return engine.explain(job);
  }

  @Override
  public Optional<Script> script(long run) {
    return engine.script(run);
  }

  @Override
  public Sessions sessions() {
    return engine.sessions();
  }

  @Override
  public ScalingPlan plan() {
    return engine.plan();
  }

  @Override
  public List<AppTimes> apps() {
    return engine.apps();
  }

  @Override
  public SiteView site() {
    return engine.site();
  }

  @Override
  public List<SiteEvent> siteEvents(long after, int limit) {
    return engine.siteEvents(after, limit);
  }

  @Override
  public void close() {}
}
