package io.balsam.engine.scaling;

import io.balsam.engine.api.SiteView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Settings of a service module that asks for allocations. Three blocks are understood: {@code
 * auto_scaler}, and {@code elastic_queue} and {@code queue_maintainer} as sites of Balsam 2 have
 * them.
 *
 * @param period time between two looks at what waits
 * @param queues rules of each queue, in the order in which they are served
 */
public record ScalingSettings(Duration period, List<QueuePolicy> queues) {

  /** Module that asks for what waiting jobs need. */
  public static final String AUTO_SCALER = "auto_scaler";

  /** Module of Balsam 2 that asks for what waiting jobs need. */
  public static final String ELASTIC_QUEUE = "elastic_queue";

  /** Module of Balsam 2 that keeps a number of BatchJobs queued. */
  public static final String QUEUE_MAINTAINER = "queue_maintainer";

  /** All of them. */
  public static final List<String> MODULES = List.of(AUTO_SCALER, ELASTIC_QUEUE, QUEUE_MAINTAINER);

  /**
   * Returns the name of the one among a site's modules that asks for allocations; empty for none.
   */
  public static Optional<String> among(List<SiteView.Module> modules) {
    return modules.stream().map(SiteView.Module::name).filter(MODULES::contains).findFirst();
  }
}
