package io.balsam.engine.dispatch;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.batchjob.BatchJobRegistry;
import io.balsam.engine.batchjob.OpenBatchJobs;
import io.balsam.engine.batchjob.SitePolicy;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.packing.NodeSize;
import io.balsam.engine.process.ProcessLimits;
import io.balsam.spi.Backlog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** Runs the jobs of an engine: on this machine's own nodes, or in launchers that hold leases. */
public interface Backend extends AutoCloseable {

  /** Creates the backend that was chosen for an engine. */
  interface Factory {

    /** Creates it; called once, before the event loop begins. */
    Backend create(EngineParts parts, OpenBatchJobs batchJobs);

    /**
     * Returns the policy of a site whose jobs run in launchers; empty when they run on its own
     * nodes.
     */
    Optional<SitePolicy> rules();
  }

  JobDispatcher dispatcher();

  /** Returns the listener for BatchJobs that are deleted or end. */
  BatchJobRegistry.LauncherListener launchers();

  /** Takes over what an earlier owner left; called once, before the event loop begins. */
  void begin();

  /**
   * Returns the session protocol of launchers. From any thread.
   *
   * @throws IllegalArgumentException when jobs run on own nodes
   */
  Sessions sessions();

  /** Returns the launchers with an open session. On the event loop's thread. */
  List<SiteView.Launcher> views();

  /**
   * Returns the work that waits for launchers and that runs in them. On the event loop's thread.
   *
   * @param tags only jobs that have all of these; empty for all
   * @param node what a node of the site has; empty when that is not known
   * @throws IllegalArgumentException when jobs run on own nodes
   */
  Backlog backlog(Map<String, String> tags, Optional<NodeSize> node);

  /**
   * Returns whether a job has begun in a BatchJob since the engine started. On the event loop's
   * thread.
   */
  boolean ranJobs(long batchJob);

  /** Returns how many jobs at a time this machine's limits allow. */
  ProcessLimits.Most most();

  /** Reports that the event loop has ended: it takes no more inputs. */
  void ended();

  /** Returns the threads that may still read the store after that. */
  List<ExecutorService> threads();

  /** Kills the processes that still run here. */
  @Override
  void close();
}
