package io.balsam.engine;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.BatchJobRegistry;
import io.balsam.engine.transfer.CleanupQueue;
import io.balsam.spi.Backlog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a site's service modules ask of its engine, and tell it. From any thread. */
public final class SiteServices {

  private final EngineCore core;
  private volatile Supplier<List<SiteView.Module>> modules = List::of;

  SiteServices(EngineCore core) {
    this.core = core;
  }

  /** The site's BatchJobs, for the module that hands them to the batch system. */
  public BatchJobRegistry batchJobs() {
    return core.batchBook;
  }

  /** Sets where {@link Engine#site} learns of service modules; until then there are none. */
  public void modules(Supplier<List<SiteView.Module>> supplier) {
    modules = supplier;
  }

  List<SiteView.Module> modules() {
    return modules.get();
  }

  /**
   * Writes something that a user should know of; on disk when this returns.
   *
   * @param source a module's name, {@code agent}, {@code launcher} or {@code batch_job}
   * @param batchJob the BatchJob it is about, 0 for none
   * @param message for people, one line
   */
  public void tell(String source, long batchJob, String message) {
    boolean unused =
        core.parts.loop.ask(
            () -> {
              core.parts.batch.site.event(core.parts.batch.now(), source, batchJob, message);
              return true;
            });
  }

  /**
   * How many hooks may run at the same time from now on.
   *
   * @param atOnce 0 keeps all of them waiting; what runs goes on
   * @param limit of a hook's time, whatever its app says
   */
  public void hooks(int atOnce, Duration limit) {
    core.hookPool.size(atOnce, limit);
  }

  /** How many hooks run now, and how many wait, for people. */
  public String hookLoad() {
    return "%d running, %d waiting".formatted(core.hookPool.running(), core.hookPool.waiting());
  }

  /** The cleaning up after finished jobs. */
  public CleanupQueue cleanups() {
    return core.cleanups;
  }

  /**
   * The work that waits for launchers, and that runs in them.
   *
   * @param tags only jobs that have all of these; empty for all
   * @throws IllegalArgumentException when this engine runs jobs on its own nodes
   */
  public Backlog backlog(Map<String, String> tags) {
    return core.parts.loop.ask(() -> core.backend.backlog(tags));
  }
}
