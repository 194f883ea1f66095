package io.balsam.engine.batchjob;

import io.balsam.engine.api.SiteView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Policy of a site for its launchers and BatchJobs.
 *
 * @param name the site's name
 * @param lease a launcher that is silent for longer is given up
 * @param queues limits by queue; empty for any queue without limits
 * @param projects projects that may be charged; empty for any
 * @param defaultQueue queue of a BatchJob that names none; may be empty
 * @param defaultProject project of a BatchJob that names none; may be empty
 * @param options variables of the job template that may be set, with their defaults
 * @param submits whether BatchJobs are submitted to a batch system
 */
public record SitePolicy(
    String name,
    Duration lease,
    List<SiteView.Queue> queues,
    Set<String> projects,
    String defaultQueue,
    String defaultProject,
    Map<String, String> options,
    boolean submits) {

  public SitePolicy {
    queues = List.copyOf(queues);
    projects = Set.copyOf(projects);
    options = Map.copyOf(options);
  }

  /** Creates the policy of a site that submits BatchJobs. */
  public SitePolicy(
      String name,
      Duration lease,
      List<SiteView.Queue> queues,
      Set<String> projects,
      String defaultQueue,
      String defaultProject,
      Map<String, String> options) {
    this(name, lease, queues, projects, defaultQueue, defaultProject, options, true);
  }
}
