package io.balsam.agent.launch;

import io.balsam.agent.site.OperationFailed;
import io.balsam.engine.config.Setting;
import io.balsam.engine.config.Settings;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.engine.plugin.SchedulerKin;
import io.balsam.engine.site.SchedulerDefaults;
import io.balsam.engine.text.Count;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.Node;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks that the nodes a launcher has detected are those of its BatchJob. */
final class AllocationCheck {

  private static final int NAMED = 5;

  private AllocationCheck() {}

  /**
   * Fails if the nodes cannot be those of the BatchJob.
   *
   * @throws OperationFailed when the allocation is another one, or cannot be the BatchJob's
   */
  static void check(BatchJobInfo asked, Platform platform, Settings settings, PluginHost plugins) {
    Optional<SchedulerKin> kin = SchedulerDefaults.kin(settings, plugins);
    String discovery = settings.text(Setting.NODES);
    boolean comparable = kin.isPresent() && kin.get().nodes().equals(discovery);
    if (comparable && platform.batchId().isPresent() && !asked.schedulerId().isEmpty()) {
      String here = platform.batchId().get();
      if (!here.equals(asked.schedulerId())) {
        throw new OperationFailed(
            ("this is allocation %s, but BatchJob %d of this site is %s: leave out '--batch-job' to run"
                    + " jobs here, unless an earlier site in this directory requested the allocation")
                .formatted(here, asked.id(), asked.schedulerId()));
      }
      return;
    }
    int wanted = asked.request().nodes();
    int found = platform.nodes().size();
    if (found != wanted) {
      throw new OperationFailed(
          "BatchJob %d asked for %s, but 'nodes: %s' (%s) finds %d: %s%s"
              .formatted(
                  asked.id(),
                  Count.of(wanted, "node"),
                  discovery,
                  settings.value(Setting.NODES).origin(),
                  found,
                  platform.nodes().stream()
                      .limit(NAMED)
                      .map(Node::name)
                      .collect(Collectors.joining(" ")),
                  kin.filter(k -> !k.nodes().equals(discovery))
                      .map(k -> "; for %s it is 'nodes: %s'".formatted(k.scheduler(), k.nodes()))
                      .orElse("")));
    }
  }
}
