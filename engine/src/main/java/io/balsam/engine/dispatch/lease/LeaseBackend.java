package io.balsam.engine.dispatch.lease;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.batchjob.BatchJobRegistry;
import io.balsam.engine.batchjob.OpenBatchJobs;
import io.balsam.engine.batchjob.SitePolicy;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.core.Job;
import io.balsam.engine.dispatch.Backend;
import io.balsam.engine.dispatch.BundleSizer;
import io.balsam.engine.dispatch.JobDispatcher;
import io.balsam.engine.packing.NodeSize;
import io.balsam.engine.packing.RankPolicy;
import io.balsam.engine.process.ProcessLimits;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.LeaseRow;
import io.balsam.engine.store.SessionRow;
import io.balsam.engine.store.Store;
import io.balsam.spi.Backlog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The owner's side of the launchers, wired together. */
public final class LeaseBackend implements Backend {

  /** Time between the end of a job on a remote node and the start of the next, at most. */
  private static final Duration ROUND_TRIP = Duration.ofMillis(50);

  private final EngineParts parts;
  private final OpenBatchJobs batchJobs;
  private final SessionRegistry sessions;
  private final LeaseDispatcher launchers;
  private final SessionService service;
  private final LeaseTable leases;
  private final SiteBacklog backlog;
  private final ExecutorService answers;

  private LeaseBackend(EngineParts parts, OpenBatchJobs batchJobs, SitePolicy rules) {
    this.parts = parts;
    this.batchJobs = batchJobs;
    answers = parts.runtime.threads("balsam-answers");
    leases = new LeaseTable(parts.batch, parts.lifecycle, parts.usage);
    RunnableQueues waiting = new RunnableQueues(new QueuedJobLookup(parts), RankPolicy.PRIORITY);
    sessions = new SessionRegistry(parts, rules.lease(), leases, waiting, batchJobs, answers);
    BundleSizer sizer = new BundleSizer(ROUND_TRIP);
    service =
        new SessionService(parts, sessions, new ReportHandler(parts, leases, sizer), rules.lease());
    launchers = new LeaseDispatcher(parts, sessions, leases, waiting, sizer);
    backlog = new SiteBacklog(waiting, leases, sessions);
  }

  /** Returns the factory of this backend, for a site with this policy. */
  public static Factory under(SitePolicy rules) {
    return new Factory() {
      @Override
      public Backend create(EngineParts parts, OpenBatchJobs batchJobs) {
        return new LeaseBackend(parts, batchJobs, rules);
      }

      @Override
      public Optional<SitePolicy> rules() {
        return Optional.of(rules);
      }
    };
  }

  @Override
  public void begin() {
    parts.batch.begin(parts.clock.instant());
    Store store = parts.store;
    Map<Long, LauncherSession> found = new HashMap<>();
    for (SessionRow row : store.openSessions()) {
      LauncherSession session = sessions.add(row);
      session.draining = batchJobs.deleting(session.batchJob());
      found.put(row.id(), session);
    }
    List<LeaseRow> rows = store.leases();
    Map<Long, JobRecord> jobs = new HashMap<>();
    store
        .jobs(rows.stream().map(LeaseRow::job).toList())
        .forEach(job -> jobs.put(job.row().id(), job));
    for (LeaseRow row : rows) {
      JobRecord job = jobs.get(row.job());
      LauncherSession session = found.get(row.session());
      if (job == null || session == null) {
        parts.batch.site.released(row.job());
      } else {
        leases.restore(
            new Lease(
                row.job(),
                inMemory(job),
                session,
                row.attempt(),
                row.placement(),
                job.row().resources()),
            job.attempts() >= row.attempt());
      }
    }
  }

  private @Nullable Job inMemory(JobRecord job) {
    if (job.row().state().terminal()) {
      return null;
    }
    parts.store.run(job.row().run()).ifPresent(parts.runs::load);
    return parts.runs.find(job.row().run(), job.row().id());
  }

  @Override
  public JobDispatcher dispatcher() {
    return launchers;
  }

  @Override
  public BatchJobRegistry.LauncherListener launchers() {
    return sessions;
  }

  @Override
  public Sessions sessions() {
    return service;
  }

  @Override
  public List<SiteView.Launcher> views() {
    return sessions.open().stream().map(LauncherSession::view).toList();
  }

  @Override
  public Backlog backlog(Map<String, String> tags, Optional<NodeSize> node) {
    return backlog.of(tags, node);
  }

  @Override
  public boolean ranJobs(long batchJob) {
    return leases.used(batchJob);
  }

  @Override
  public ProcessLimits.Most most() {
    return ProcessLimits.Most.ANY;
  }

  @Override
  public void ended() {
    service.close();
    answers.shutdown();
  }

  @Override
  public List<ExecutorService> threads() {
    return List.of();
  }

  /** Does nothing: launchers keep running without the owner. */
  @Override
  public void close() {}
}
