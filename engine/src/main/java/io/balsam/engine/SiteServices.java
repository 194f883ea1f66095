package io.balsam.engine;

import io.balsam.engine.batchjob.BatchJobRegistry;
import io.balsam.engine.packing.NodeSize;
import io.balsam.engine.transfer.CleanupQueue;
import io.balsam.spi.Backlog;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Interface between a site's service modules and its engine. From any thread. */
public final class SiteServices {

  private final EngineCore core;

  SiteServices(EngineCore core) {
    this.core = core;
  }

  /** Returns the site's BatchJobs, for the module that submits them to the batch system. */
  public BatchJobRegistry batchJobs() {
    return core.batchJobs;
  }

  /**
   * Writes an event for users; on disk when this returns.
   *
   * @param source a module's name, {@code agent}, {@code launcher} or {@code batch_job}
   * @param batchJob the BatchJob it is about, 0 for none
   * @param message for users, one line
   */
  public void event(String source, long batchJob, String message) {
    boolean unused =
        core.parts.loop.ask(
            () -> {
              core.parts.batch.site.event(core.parts.batch.now(), source, batchJob, message);
              return true;
            });
  }

  /**
   * Sets how many hooks may run at the same time from now on.
   *
   * @param atOnce 0 keeps all of them waiting, except those that run
   * @param limit of a hook's time, whatever its app says
   */
  public void hooks(int atOnce, Duration limit) {
    core.hookPool.size(atOnce, limit);
  }

  /** Returns how many hooks run now, and how many wait, for users. */
  public String hookLoad() {
    return "%d running, %d waiting".formatted(core.hookPool.running(), core.hookPool.waiting());
  }

  /** Returns how many files are being moved by tasks, and how many wait, for users. */
  public String transferLoad() {
    return core.staging.load();
  }

  /** Returns the queue of cleanups after finished jobs. */
  public CleanupQueue cleanups() {
    return core.cleanups;
  }

  /** Returns whether any job of the runs that go on here has not ended. */
  public boolean jobsLeft() {
    return core.parts.loop.ask(core.parts.runs::hasOpenJobs);
  }

  /** Returns whether any job of the runs that go on here cannot start yet. */
  public boolean earlyJobs() {
    return core.parts.loop.ask(core.parts.runs::hasEarlyJobs);
  }

  /** Returns whether a job has begun in a BatchJob since the engine started. */
  public boolean ranJobs(long batchJob) {
    return core.parts.loop.ask(() -> core.backend.ranJobs(batchJob));
  }

  /**
   * Returns the work that waits for launchers and that runs in them.
   *
   * @param tags only jobs that have all of these; empty for all
   * @throws IllegalArgumentException when this engine runs jobs on its own nodes
   */
  public Backlog backlog(Map<String, String> tags) {
    // Not on the event loop: it may ask the batch system.
    Optional<NodeSize> node = core.capacity().nodes("").stream().findFirst();
    return core.parts.loop.ask(() -> core.backend.backlog(tags, node));
  }
}
