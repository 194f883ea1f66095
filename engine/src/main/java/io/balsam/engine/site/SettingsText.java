package io.balsam.engine.site;

import io.balsam.engine.plugin.SchedulerKin;
import io.balsam.engine.store.OwnerInfo;
import io.balsam.spi.QueueReport;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text of the {@code settings.yml} of a new site.
 *
 * @param name of the site
 * @param kin its batch system, and the settings that go with it
 * @param queues the batch system's queues; empty when it does not report them
 * @param projects projects that may be charged, the default first
 * @param more further lines
 */
record SettingsText(
    String name,
    SchedulerKin kin,
    List<QueueReport> queues,
    List<String> projects,
    List<String> more) {

  /** Blocks of all modules but the first. */
  private static final String MODULES =
      """

        # Runs the hooks of jobs.
        processing:
          num_workers: 4
          # hook_limit_sec: 600

        # Asks for allocations by itself; 'balsam site plan' shows what it would do. Without the block
        # people do, with 'balsam queue submit'.
        # auto_scaler: {max_num_nodes: 16, max_wall_time_min: 120}

        # Removes what apps declare with 'cleanup', once their jobs have finished; and scripts, outputs
        # and logs of BatchJobs keep_days after their end (0: never).
        file_cleaner:
          cleanup_batch_size: 180
          keep_days: 30

        # Moves files from and to other places. It is always on; these are its limits.
        transfer:
          max_concurrent_transfers: 5
          transfer_batch_size: 1000
          # transfer_locations: {archive: 'ssh://dtn1/archive'}
          # ways: {globus: {max_concurrent_transfers: 3}}
      """;

  String text() {
    return """
        # Settings of a site. 'balsam config show' lists all of them with their values.
        # After a change: 'balsam site sync'. Do not keep secrets here.
        name: %s

        # How launchers find the nodes of an allocation, and how they start jobs of several ranks.
        nodes: %s
        runner: %s

        # A host name or address of this machine that compute nodes can reach. Without it, only
        # launchers on this machine find the agent.
        %s
        %s
        # The agent's services. Remove a block, or set it to null, to switch its service off.
        service_modules:
          # Submits BatchJobs to the batch system and follows them.
          batch_job_manager:
            scheduler_interface: %s
            poll_interval_sec: %d
            # Projects (accounts) that may be charged, and the one used when none is named.
        %s
            # Queues that may be used, with the site's own limits for one BatchJob, and how many
            # BatchJobs may be queued and running there at once.
        %s
            job_template: job-template.sh
            # Variables of the job template that 'balsam queue submit -x NAME=VALUE' may set, with
            # their defaults:
            # optional_batch_job_params: {reservation: ""}
            # More options for the submit command:
            # submit_flags: [--constraint=cpu]
        """
            .formatted(
                quoted(name),
                kin.nodes(),
                kin.runner(),
                kin.here() ? "# listen: login1" : "listen: " + host(),
                more.isEmpty() ? "" : "\n" + String.join("\n", more) + "\n",
                kin.scheduler(),
                kin.scheduler().equals("local") ? 2 : 30,
                charged(),
                allowed())
        + MODULES;
  }

  private static String host() {
    return quoted(OwnerInfo.thisHost());
  }

  private String charged() {
    if (!projects.isEmpty()) {
      return "    allowed_projects: [%s]\n    default_project: %s"
          .formatted(
              projects.stream().map(SettingsText::quoted).collect(Collectors.joining(", ")),
              quoted(projects.get(0)));
    }
    return kin.scheduler().equals("local")
        ? "    allowed_projects: [local]\n    default_project: local"
        : "    # allowed_projects: [my_project]\n    # default_project: my_project";
  }

  private String allowed() {
    List<QueueReport> open = queues.stream().filter(QueueReport::open).toList();
    if (!open.isEmpty()) {
      return "    allowed_queues:\n"
          + open.stream().map(SettingsText::queue).collect(Collectors.joining("\n"))
          + open.stream()
              .filter(QueueReport::byDefault)
              .map(queue -> "\n    default_queue: " + quoted(queue.name()))
              .findFirst()
              .orElse("");
    }
    return kin.scheduler().equals("local")
        ? "    allowed_queues:\n      - local: {max_nodes: 1, max_walltime: 24h, max_queued: 1000}"
        : "    # allowed_queues:\n    #   - debug: {max_nodes: 8, max_walltime: 1h, max_queued: 1}";
  }

  private static String queue(QueueReport queue) {
    StringBuilder limits = new StringBuilder();
    queue.maxNodes().ifPresent(nodes -> limits.append("max_nodes: ").append(nodes).append(", "));
    queue
        .maxWallTime()
        .ifPresent(wall -> limits.append("max_walltime: ").append(time(wall)).append(", "));
    return "      - %s: {%smax_queued: 20}".formatted(quoted(queue.name()), limits);
  }

  private static String time(Duration wall) {
    return wall.toMinutes() % 60 == 0 ? wall.toHours() + "h" : wall.toMinutes() + "m";
  }

  /** Returns the text in a form that YAML reads as a string, whatever is in it. */
  private static String quoted(String text) {
    return text.matches("[A-Za-z][\\w.-]*")
            && !text.matches("(?i)null|true|false|yes|no|on|off|y|n")
        ? text
        : "'" + text.replace("'", "''") + "'";
  }
}
