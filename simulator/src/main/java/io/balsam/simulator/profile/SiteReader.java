package io.balsam.simulator.profile;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.BatchJobSettings;
import io.balsam.engine.scaling.ScalingSettings;
import io.balsam.simulator.cluster.BatchQueue;
import io.balsam.simulator.cluster.ClusterSetup;
import io.balsam.spi.PluginConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads how a simulated site asks for allocations. */
final class SiteReader {

  /** Longest wall time in minutes that is asked for where nothing is said. */
  private static final int LONGEST_MINUTES = 1440;

  private SiteReader() {}

  /**
   * Reads the blocks of modules that ask for allocations. Without any, {@code auto_scaler} may use
   * all of the first queue.
   */
  static SiteProfile read(PluginConfig config, ClusterSetup setup) {
    List<SiteView.Queue> queues = setup.queues().stream().map(one -> queue(one, setup)).toList();
    Map<String, PluginConfig> blocks = new LinkedHashMap<>();
    for (String module : ScalingSettings.MODULES) {
      PluginConfig block = config.block(module);
      if (config.has(module)) {
        blocks.put(module, block);
      }
    }
    if (blocks.isEmpty()) {
      SiteView.Queue first = queues.get(0);
      Map<String, Integer> all =
          Map.of(
              "max_num_nodes", first.maxNodes(),
              "max_wall_time_min", Math.min(first.maxWallMinutes(), LONGEST_MINUTES),
              "min_wall_time_min", Math.min(first.maxWallMinutes(), 10));
      blocks.put(ScalingSettings.AUTO_SCALER, new PluginConfig(all));
    }
    return SiteProfile.of(queues, blocks);
  }

  private static SiteView.Queue queue(BatchQueue queue, ClusterSetup setup) {
    int minutes =
        queue.maxWallTime() == Long.MAX_VALUE
            ? BatchJobSettings.UNLIMITED
            : (int) Math.min(Duration.ofNanos(queue.maxWallTime()).toMinutes(), Integer.MAX_VALUE);
    return new SiteView.Queue(
        queue.name(), Math.min(queue.maxNodes(), setup.nodes()), minutes, queue.maxQueued());
  }
}
