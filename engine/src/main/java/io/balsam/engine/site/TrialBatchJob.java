package io.balsam.engine.site;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.BatchJobSettings;
import io.balsam.engine.batchjob.BatchScript;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.JobMode;
import io.balsam.spi.PluginException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The smallest BatchJob that a site may request, to try its job template with. */
public final class TrialBatchJob {

  private TrialBatchJob() {}

  /**
   * Writes its script.
   *
   * @param balsam the words that start Balsam on a node
   * @param script path of the script; its name is the BatchJob's
   * @param command the command that is run instead of a launcher
   * @throws PluginException USER when the template cannot be filled in, SITE when the script cannot
   *     be written
   */
  public static BatchSubmission write(
      Path site,
      SiteConfig plan,
      BatchJobSettings settings,
      List<String> balsam,
      Path script,
      List<String> command) {
    BatchJobRequest request =
        new BatchJobRequest(
            1, 1, queue(settings), project(settings), JobMode.MPI, Map.of(), List.of(), Map.of());
    BatchJobInfo job =
        new BatchJobInfo(
            0, request, BatchJobState.PENDING_SUBMISSION, "", "", Instant.EPOCH, null, null, null);
    return new BatchScript(site, plan.name(), "", balsam, settings).trial(job, script, command);
  }

  private static String queue(BatchJobSettings settings) {
    return settings.defaultQueue().isEmpty()
        ? settings.queues().stream().map(SiteView.Queue::name).findFirst().orElse("")
        : settings.defaultQueue();
  }

  private static String project(BatchJobSettings settings) {
    return settings.defaultProject().isEmpty()
        ? settings.projects().stream().findFirst().orElse("")
        : settings.defaultProject();
  }
}
