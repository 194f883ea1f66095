package io.balsam.engine.dispatch.lease;

import io.balsam.engine.api.launcher.NoSuchSession;
import io.balsam.engine.api.launcher.OpenSession;
import io.balsam.engine.api.launcher.Session;
import io.balsam.engine.batchjob.BatchJobRegistry;
import io.balsam.engine.batchjob.OpenBatchJobs;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.execution.RunTexts;
import io.balsam.engine.session.OutboundQueue;
import io.balsam.engine.store.SessionRow;
import io.balsam.engine.text.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of launchers: opened, ended and lost. On the event loop's thread only.
 *
 * <ul>
 *   <li>A launcher has one session; once it has ended, the launcher cannot open another. Opening it
 *       again while it lasts attaches the launcher to this owner, with the same nodes as before.
 *   <li>At that moment both sides compare the jobs they hold: an assignment that the launcher no
 *       longer has is lost if it had begun, and sent again if it had not. A request that arrives
 *       after a newer one, or twice, says nothing of what it does not list.
 *   <li>A session found in the store gets no jobs before its launcher has attached.
 *   <li>A session that is silent for longer than its lease is lost. Time in which this owner was
 *       held up does not count.
 *   <li>When a session is lost, jobs whose assignment was never sent return to the queue; all
 *       others count as attempts that may have begun.
 * </ul>
 */
final class SessionRegistry implements BatchJobRegistry.LauncherListener {

  /** Time for a launcher's last reports when its allocation is over. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final EngineParts parts;
  private final Map<Long, LauncherSession> open = new ConcurrentSkipListMap<>();
  private final Map<String, LauncherSession> byName = new HashMap<>();
  private final Set<String> gone = new HashSet<>();
  private final Duration lease;
  private final LeaseTable leases;
  private final RunnableQueues waiting;
  private final OpenBatchJobs batchJobs;
  private final Executor answers;
  // Numbers of messages must be above all that an earlier owner gave to the same launcher.
  private final long firstNumber;
  private long lastId;

  SessionRegistry(
      EngineParts parts,
      Duration lease,
      LeaseTable leases,
      RunnableQueues waiting,
      OpenBatchJobs batchJobs,
      Executor answers) {
    this.parts = parts;
    firstNumber = parts.clock.millis() * 1000;
    lastId = parts.store.lastSessionId();
    this.lease = lease;
    this.leases = leases;
    this.waiting = waiting;
    this.batchJobs = batchJobs;
    this.answers = answers;
  }

  public Collection<LauncherSession> open() {
    return open.values();
  }

  /** Returns a session that has not ended; null when there is none. From any thread. */
  @Nullable LauncherSession find(long id) {
    return open.get(id);
  }

  /**
   * Opens the session of a launcher, or attaches it again.
   *
   * @param known whether the store has a session of a launcher of that name
   */
  Session open(OpenSession request, boolean known) {
    LauncherSession session = byName.get(request.launcher());
    if (session == null) {
      if (known || gone.contains(request.launcher())) {
        throw new IllegalArgumentException(
            "the session of launcher " + request.launcher() + " has ended");
      }
      session = begin(request);
    } else if (!session.opening().nodes().equals(request.nodes())) {
      throw new IllegalArgumentException(
          "launcher " + request.launcher() + " had other nodes when its session began");
    }
    session.hear(parts.batch.now());
    session.attached = true;
    session.freed = true;
    if (session.draining || batchJobs.deleting(session.batchJob())) {
      drain(session);
    }
    return new Session(session.id(), lease, compare(session, request));
  }

  private LauncherSession begin(OpenSession request) {
    OpenSession opening =
        new OpenSession(
            request.launcher(),
            request.batchJob(),
            request.host(),
            request.pid(),
            request.mode(),
            request.nodes(),
            request.sharesNodes(),
            request.cache(),
            request.tags(),
            request.ends(),
            List.of());
    LauncherSession session = add(new SessionRow(++lastId, opening, parts.batch.now(), null, ""));
    parts.batch.site.session(session.row);
    batchJobs.launcherChanged(session.batchJob());
    return session;
  }

  /** Begins to watch a session, a new one or one found in the store. */
  public LauncherSession add(SessionRow row) {
    LauncherSession session =
        new LauncherSession(row, new OutboundQueue(firstNumber, answers), parts);
    open.put(session.id(), session);
    byName.put(row.opening().launcher(), session);
    waiting.open(row.opening().tags());
    parts.usage.add(session.capacity.cores(), parts.batch.now());
    watch(session, lease.toNanos());
    return session;
  }

  private List<OpenSession.Held> compare(LauncherSession session, OpenSession request) {
    List<OpenSession.Held> keep = new ArrayList<>();
    Set<Long> kept = new HashSet<>();
    for (OpenSession.Held held : request.holds()) {
      Lease found = leases.find(held.job());
      if (found != null && found.session == session && found.attempt == held.attempt()) {
        keep.add(held);
        kept.add(held.job());
        session.outbound.has(held.job());
        found.toAssign = false;
        if (found.job == null || found.job.state().terminal()) {
          session.outbound.end(held.job());
        }
      }
    }
    boolean old = request.connection() > 0 && request.connection() <= session.connection;
    session.connection = Math.max(session.connection, request.connection());
    for (Lease other : old ? List.<Lease>of() : leases.of(session)) {
      if (kept.contains(other.id)) {
        continue;
      }
      if (other.begun || other.job == null || other.job.state().terminal()) {
        leases.lose(other, "its launcher no longer has it");
      } else if (!session.outbound.holds(other.id)) {
        other.toAssign = true;
        // A runnable job with a lease is assigned again.
        parts.lifecycle.schedule(other.job);
      }
    }
    return keep;
  }

  private void watch(LauncherSession session, long nanos) {
    long due = parts.runtime.nanos() + nanos;
    parts.timers.in(
        Duration.ofNanos(nanos), () -> parts.loop.post(() -> checkSilence(session, due)));
  }

  private void checkSilence(LauncherSession session, long due) {
    if (session.over) {
      return;
    }
    // A launcher is not silent while this owner itself was held up.
    if (parts.runtime.nanos() - due > lease.toNanos() / 2) {
      session.hear(session.heard);
    }
    long left = lease.toNanos() - session.silentNanos();
    if (left > 0) {
      parts.batch.after(() -> watch(session, left));
    } else {
      lose(session, "it has not reported for " + RunTexts.duration(lease));
    }
  }

  @Override
  public void drain(long batchJob) {
    open.values().stream().filter(session -> session.batchJob() == batchJob).forEach(this::drain);
  }

  private void drain(LauncherSession session) {
    session.draining = true;
    parts.batch.after(
        () -> {
          session.outbound.drain();
          session.outbound.wake();
        });
  }

  @Override
  public void ended(long batchJob) {
    for (LauncherSession session : open.values()) {
      if (session.batchJob() == batchJob) {
        session.draining = true;
        Duration rest = LAST_WORDS.compareTo(lease) < 0 ? LAST_WORDS : lease;
        String why = "BatchJob " + batchJob + " has ended";
        parts.batch.after(
            () -> parts.timers.in(rest, () -> parts.loop.post(() -> lose(session, why))));
      }
    }
  }

  private void lose(LauncherSession session, String why) {
    if (session.over) {
      return;
    }
    int running = 0;
    for (Lease held : leases.of(session)) {
      running += held.begun ? 1 : 0;
      String message = session.name() + " was lost: " + why;
      if (!held.begun && (held.toAssign || session.outbound.withdraw(held.id))) {
        leases.giveBack(held);
        continue;
      }
      leases.begin(held, parts.batch.now(), LeaseTable.UNSURE);
      leases.lose(held, message);
    }
    String jobs = Count.of(running, "running job");
    end(session, "lost: " + why);
    parts.batch.site.event(
        parts.batch.now(),
        "launcher",
        session.batchJob(),
        session.name() + " was lost with " + jobs + ": " + why);
  }

  /** Ends a session at the launcher's request. */
  void close(LauncherSession session, String why) {
    if (session.over) {
      return;
    }
    for (Lease held : leases.of(session)) {
      if (held.begun) {
        leases.lose(held, session.name() + " ended without reporting how this job ended: " + why);
      } else {
        leases.giveBack(held);
      }
    }
    end(session, why);
  }

  private void end(LauncherSession session, String why) {
    session.over = true;
    open.remove(session.id());
    byName.remove(session.opening().launcher());
    gone.add(session.opening().launcher());
    waiting.close(session.opening().tags());
    parts.usage.add(-session.capacity.cores(), parts.batch.now());
    parts.batch.site.session(session.closed(parts.batch.now(), why));
    batchJobs.launcherChanged(session.batchJob());
    parts.batch.after(() -> session.outbound.close(new NoSuchSession(session.id())));
  }
}
