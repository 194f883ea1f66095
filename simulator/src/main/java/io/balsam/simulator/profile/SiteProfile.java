package io.balsam.simulator.profile;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.BatchJobSettings;
import io.balsam.engine.batchjob.SitePolicy;
import io.balsam.engine.scaling.ScalingReader;
import io.balsam.engine.scaling.ScalingSettings;
import io.balsam.engine.site.SiteConfig;
import io.balsam.spi.PluginConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settings of a simulated site.
 *
 * @param queues queues with limits, of which the first is the default one
 * @param lease a launcher that is silent for longer is given up
 * @param poll interval of the polls for the states of BatchJobs
 * @param idle time without a job after which a launcher ends
 * @param scaling modules that ask for allocations
 */
public record SiteProfile(
    List<SiteView.Queue> queues,
    Duration lease,
    Duration poll,
    Duration idle,
    Map<String, ScalingSettings> scaling) {

  /** Name of the job template. */
  public static final String TEMPLATE = "job-template.sh";

  private static final String NAME = "simulated";
  private static final String PROJECT = "project";

  /** Twice that of a site by default: a launcher that waits polls half as often. */
  private static final Duration LEASE = Duration.ofSeconds(120);

  private static final Duration POLL = Duration.ofSeconds(30);

  /**
   * Returns a site with the defaults of other settings.
   *
   * @param scaling the blocks of modules that ask for allocations, as in the settings of a site
   */
  public static SiteProfile of(List<SiteView.Queue> queues, Map<String, PluginConfig> scaling) {
    Map<String, ScalingSettings> modules = new LinkedHashMap<>();
    BatchJobSettings batchJobs = batchJobs(queues, POLL);
    scaling.forEach(
        (module, block) -> modules.put(module, ScalingReader.read(module, block, batchJobs)));
    return new SiteProfile(queues, LEASE, POLL, Duration.ofSeconds(60), modules);
  }

  private static BatchJobSettings batchJobs(List<SiteView.Queue> queues, Duration poll) {
    return new BatchJobSettings(
        "simulated",
        poll,
        queues,
        Set.of(PROJECT),
        queues.get(0).name(),
        PROJECT,
        TEMPLATE,
        Map.of(),
        List.of(),
        Duration.ofSeconds(60));
  }

  /** Returns the settings as an agent has them. */
  public SiteConfig config() {
    BatchJobSettings batchJobs = batchJobs(queues, poll);
    SitePolicy rules =
        new SitePolicy(
            NAME, lease, queues, Set.of(PROJECT), queues.get(0).name(), PROJECT, Map.of());
    return new SiteConfig(NAME, batchJobs, batchJobs, null, null, scaling, Map.of(), rules);
  }
}
