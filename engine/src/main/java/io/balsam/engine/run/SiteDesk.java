package io.balsam.engine.run;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.run.batchjob.BatchBook;
import io.balsam.engine.run.batchjob.SiteRules;
import io.balsam.engine.run.loop.Job;
import io.balsam.engine.run.place.Contexts;
import io.balsam.engine.run.place.Pace;
import io.balsam.engine.run.place.Pauses;
import io.balsam.engine.run.place.Rendering;
import io.balsam.engine.run.session.Desk;
import io.balsam.engine.run.session.LauncherSession;
import io.balsam.engine.run.session.Launchers;
import io.balsam.engine.run.session.Lease;
import io.balsam.engine.run.session.Leases;
import io.balsam.engine.run.session.Reports;
import io.balsam.engine.run.session.SessionBook;
import io.balsam.engine.run.session.SiteBacklog;
import io.balsam.engine.run.session.SiteJobs;
import io.balsam.engine.run.session.Waiting;
import io.balsam.engine.run.threads.DaemonThreads;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.LeaseRow;
import io.balsam.engine.store.SessionRow;
import io.balsam.engine.store.Store;
import io.balsam.spi.Backlog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The owner's side of launchers, put together. */
final class SiteDesk {

  /** Between the end of a job on a node far away and the start of the next there may be so much. */
  private static final Duration ROUND_TRIP = Duration.ofMillis(50);

  final SessionBook sessions;
  final Launchers launchers;
  final Desk desk;
  private final Leases leases;
  private final Waiting waiting;
  private final Core core;
  private final Store store;
  private final SiteBacklog backlog;
  private final Pace pace = new Pace(ROUND_TRIP);
  private final ExecutorService answers =
      Executors.newCachedThreadPool(DaemonThreads.named("balsam-answers"));

  SiteDesk(EngineConfig config, SiteRules rules, Core core, Contexts contexts) {
    this.core = core;
    store = config.store();
    leases = new Leases(core.batch, core.lives, core.usage);
    waiting = new Waiting(new SiteJobs(core.runs, core.details, core.batch, store));
    sessions =
        new SessionBook(
            rules.lease(),
            store.lastSessionId(),
            leases,
            waiting,
            core.batch,
            core.loop,
            core.timers,
            core.usage,
            core.siteRoom,
            answers);
    desk =
        new Desk(
            sessions,
            new Reports(core.batch, core.lives, leases, pace, core.loop, core.timers),
            store,
            core.loop,
            core.timers,
            rules.lease(),
            config.clock());
    launchers =
        new Launchers(
            sessions,
            leases,
            waiting,
            core.runs,
            core.batch,
            core.lives,
            core.details,
            new Rendering(config.site(), core.siteRoom),
            contexts,
            new Pauses(core.batch, core.lives, core.loop, core.timers),
            pace,
            this::close);
    backlog = new SiteBacklog(waiting, leases, sessions);
  }

  /** Before the loop begins: takes up what an earlier owner has left. */
  void begin(BatchBook batchJobs) {
    sessions.tell(batchJobs::deleting, batchJobs::launcherChanged, launchers::orderAgain);
    core.batch.begin(core.now());
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
        core.batch.site.released(row.job());
      } else {
        leases.again(
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
    store.run(job.row().run()).ifPresent(core.runs::load);
    return core.runs.find(job.row().run(), job.row().id());
  }

  List<SiteView.Launcher> view() {
    return sessions.open().stream().map(LauncherSession::view).toList();
  }

  Backlog backlog(Map<String, String> tags) {
    return backlog.of(tags);
  }

  private void close() {
    desk.close();
    answers.shutdown();
  }
}
