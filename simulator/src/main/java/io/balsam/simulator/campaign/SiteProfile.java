package io.balsam.simulator.campaign;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.BatchJobSettings;
import io.balsam.engine.batchjob.SitePolicy;
import io.balsam.engine.scaling.ScalingReader;
import io.balsam.engine.scaling.ScalingSettings;
import io.balsam.engine.site.SiteConfig;
import io.balsam.spi.PluginConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a simulated site.
 *
 * @param queue its only queue, with limits
 * @param lease a launcher that is silent for longer is given up
 * @param poll interval of the polls for the states of BatchJobs
 * @param idle time without a job after which a launcher ends
 * @param scaling the block {@code auto_scaler}; null to leave it switched off
 */
public record SiteProfile(
    SiteView.Queue queue,
    Duration lease,
    Duration poll,
    Duration idle,
    @Nullable Map<String, Object> scaling) {

  /** Twice that of a site by default: a launcher that waits polls half as often. */
  private static final Duration LEASE = Duration.ofSeconds(120);

  static final String TEMPLATE = "job-template.sh";

  private static final String NAME = "simulated";
  private static final String PROJECT = "project";

  /** Returns the profile with the defaults of a site, and automatic scaling. */
  public static SiteProfile scaled(int maxNodes, int maxWallMinutes, Map<String, Object> scaling) {
    return new SiteProfile(
        new SiteView.Queue("batch", maxNodes, maxWallMinutes, 20),
        LEASE,
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        scaling);
  }

  SiteConfig config() {
    Set<String> projects = Set.of(PROJECT);
    List<SiteView.Queue> queues = List.of(queue);
    BatchJobSettings batchJobs =
        new BatchJobSettings(
            "simulated",
            poll,
            queues,
            projects,
            queue.name(),
            PROJECT,
            TEMPLATE,
            Map.of(),
            List.of(),
            Duration.ofSeconds(60));
    Map<String, ScalingSettings> modules =
        scaling == null
            ? Map.of()
            : Map.of(
                ScalingSettings.AUTO_SCALER,
                ScalingReader.read(
                    ScalingSettings.AUTO_SCALER, new PluginConfig(scaling), batchJobs));
    SitePolicy rules =
        new SitePolicy(NAME, lease, queues, projects, queue.name(), PROJECT, Map.of());
    return new SiteConfig(NAME, batchJobs, batchJobs, null, null, modules, Map.of(), rules);
  }
}
