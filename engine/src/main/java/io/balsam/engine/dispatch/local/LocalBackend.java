package io.balsam.engine.dispatch.local;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.api.launcher.Sessions;
import io.balsam.engine.batchjob.BatchJobRegistry;
import io.balsam.engine.batchjob.OpenBatchJobs;
import io.balsam.engine.batchjob.SitePolicy;
import io.balsam.engine.core.EngineParts;
import io.balsam.engine.dispatch.Backend;
import io.balsam.engine.dispatch.BundleSizer;
import io.balsam.engine.dispatch.JobDispatcher;
import io.balsam.engine.execution.ConcurrencyLimit;
import io.balsam.engine.execution.FunctionRunner;
import io.balsam.engine.execution.ProcessSpecs;
import io.balsam.engine.packing.NodePool;
import io.balsam.engine.packing.NodeSize;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.process.ProcessLimits;
import io.balsam.engine.process.Spawner;
import io.balsam.spi.Backlog;
import io.balsam.spi.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** Runs jobs on the platform's own nodes. */
public final class LocalBackend implements Backend {

  private final LocalDispatcher nodes;
  private final FunctionRunner functions = new FunctionRunner();
  private final ProcessLimits.Most most;
  private final Spawner spawner;

  private LocalBackend(EngineParts parts, Platform platform, Spawner spawner, Duration grace) {
    this.spawner = spawner;
    List<Node> own = platform.nodes();
    NodePool pool = new NodePool(own, true, 0, parts.siteResources);
    parts.usage.add(pool.cores(), parts.clock.instant());
    most = spawner.most();
    BundleSizer sizer = new BundleSizer();
    LocalRuns active = new LocalRuns(parts, pool, new ConcurrencyLimit(most), grace);
    LocalExecutor running =
        new LocalExecutor(
            parts,
            spawner,
            grace,
            functions,
            new ProcessSpecs(platform, own, parts.owner, false),
            new RunOutcomes(active, sizer));
    nodes = new LocalDispatcher(parts, pool, running, active, sizer);
  }

  /**
   * Returns the factory of this backend.
   *
   * @param platform nodes and MPI runners
   * @param spawner starts the processes of jobs; closed with the engine
   * @param grace time between asking a process to end and killing it
   */
  public static Factory on(Platform platform, Spawner spawner, Duration grace) {
    return new Factory() {
      @Override
      public Backend create(EngineParts parts, OpenBatchJobs batchJobs) {
        return new LocalBackend(parts, platform, spawner, grace);
      }

      @Override
      public Optional<SitePolicy> rules() {
        return Optional.empty();
      }
    };
  }

  @Override
  public JobDispatcher dispatcher() {
    return nodes;
  }

  @Override
  public BatchJobRegistry.LauncherListener launchers() {
    return BatchJobRegistry.LauncherListener.NONE;
  }

  @Override
  public void begin() {}

  @Override
  public Sessions sessions() {
    throw new IllegalArgumentException("this is not a site's agent: no launcher can work for it");
  }

  @Override
  public List<SiteView.Launcher> views() {
    return List.of();
  }

  @Override
  public Backlog backlog(Map<String, String> tags, Optional<NodeSize> node) {
    throw new IllegalArgumentException("this is not a site's agent: it has no backlog");
  }

  @Override
  public boolean ranJobs(long batchJob) {
    return false;
  }

  @Override
  public ProcessLimits.Most most() {
    return most;
  }

  @Override
  public void ended() {
    functions.close();
  }

  @Override
  public List<ExecutorService> threads() {
    return List.of(functions.threads());
  }

  @Override
  public void close() {
    spawner.close();
  }
}
