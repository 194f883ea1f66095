package io.balsam.engine.dispatch;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.batchjob.BatchJobRegistry;
import io.balsam.engine.batchjob.OpenBatchJobs;
import io.balsam.engine.batchjob.SitePolicy;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.process.ProcessLimits;
import io.balsam.spi.Backlog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** What runs the jobs of an engine: this machine's own nodes, or launchers that hold leases. */
public interface Backend extends AutoCloseable {

  /** Makes the backend that was chosen for an engine. */
  interface Factory {

    /** Makes it; called once, before the loop begins. */
    Backend create(EngineParts parts, OpenBatchJobs batchJobs);

    /** What a site allows whose jobs run in launchers; empty when they run on own nodes. */
    Optional<SitePolicy> rules();
  }

  JobDispatcher dispatcher();

  /** Who is told when a BatchJob is deleted or ends. */
  BatchJobRegistry.Launchers launchers();

  /** Takes up what an earlier owner left; once, before the loop begins. */
  void begin();

  /**
   * The protocol of launchers. From any thread.
   *
   * @throws IllegalArgumentException when jobs run on own nodes
   */
  Sessions sessions();

  /** Launchers that are there. On the loop's thread. */
  List<SiteView.Launcher> views();

  /**
   * The work that waits for launchers, and that runs in them. On the loop's thread.
   *
   * @param tags only jobs that have all of these; empty for all
   * @throws IllegalArgumentException when jobs run on own nodes
   */
  Backlog backlog(Map<String, String> tags);

  /** How many jobs at a time this machine's limits allow. */
  ProcessLimits.Most most();

  /** The loop has ended: nothing more is reported to it. */
  void ended();

  /** Threads that may still read the store after that. */
  List<ExecutorService> threads();

  /** Kills what still runs here. */
  @Override
  void close();
}
