package io.balsam.engine.site;

import io.balsam.engine.Engine;
import io.balsam.engine.api.BatchJobs;
import io.balsam.engine.batchjob.OpenBatchJobs;
import io.balsam.spi.BackfillWindow;
import io.balsam.spi.Backlog;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.Scheduler;
import io.balsam.spi.SiteAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A module's view of the site.
 *
 * @param owner gives the site's engine
 * @param scheduler its batch system; null when it has none
 */
record EngineSite(Supplier<Engine> owner, @Nullable Scheduler scheduler) implements SiteAccess {

  Engine engine() {
    return owner.get();
  }

  @Override
  public List<BatchJobInfo> batchJobs() {
    return engine().batchJobs().find(List.of(), OpenBatchJobs.STATES);
  }

  @Override
  public long submit(BatchJobRequest request) {
    return submit(engine().batchJobs(), request);
  }

  /** Requests an allocation on whose behalf the BatchJobs are. */
  static long submit(BatchJobs batchJobs, BatchJobRequest request) {
    try {
      return batchJobs.submit(List.of(request)).get(0).id();
    } catch (IllegalArgumentException e) {
      throw new PluginException(ErrorKind.USER, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void delete(long batchJob) {
    engine().batchJobs().delete(List.of(batchJob));
  }

  @Override
  public Backlog backlog(Map<String, String> tags) {
    return engine().services().backlog(tags);
  }

  @Override
  public Optional<List<BackfillWindow>> backfill() {
    return scheduler == null ? Optional.empty() : scheduler.backfill();
  }
}
