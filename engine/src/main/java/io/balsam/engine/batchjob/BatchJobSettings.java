package io.balsam.engine.batchjob;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.text.Nearest;
import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Settings of the block {@code batch_job_manager}.
 *
 * @param scheduler name of the batch system, no alias
 * @param poll interval of the polls for the states of BatchJobs
 * @param queues queues that may be used, with limits; empty for any queue
 * @param projects projects that may be used; empty for any
 * @param defaultQueue queue of a BatchJob that names none
 * @param defaultProject project of a BatchJob that names none
 * @param template the job template, relative to the site
 * @param options variables of the template that may be set with -x, with their defaults
 * @param flags further words for the submit command, each rendered like the template
 * @param deleteGrace time that launchers have to close before a BatchJob is cancelled
 */
public record BatchJobSettings(
    String scheduler,
    Duration poll,
    List<SiteView.Queue> queues,
    Set<String> projects,
    String defaultQueue,
    String defaultProject,
    String template,
    Map<String, String> options,
    List<String> flags,
    Duration deleteGrace) {

  /** Name of the module. */
  public static final String MODULE = "batch_job_manager";

  /** Key that names the batch system. */
  public static final String SCHEDULER = "scheduler_interface";

  /** Value for a queue that has no limit of a kind. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /**
   * Reads the block.
   *
   * @param schedulers turns a name or an alias into the batch system's name; throws when there is
   *     none
   */
  public static BatchJobSettings read(PluginConfig config, UnaryOperator<String> schedulers) {
    List<SiteView.Queue> queues = queues(config);
    Set<String> projects = new TreeSet<>(config.strings("allowed_projects", List.of()));
    List<String> names = queues.stream().map(SiteView.Queue::name).toList();
    names.forEach(name -> check(config, "allowed_queues", ScriptWords.wrongName(name)));
    projects.forEach(name -> check(config, "allowed_projects", ScriptWords.wrongName(name)));
    Duration poll = secondToDay(config, "poll_interval_sec", Duration.ofSeconds(30));
    String queue = oneOf(config, "default_queue", "allowed_queues", names);
    String project = oneOf(config, "default_project", "allowed_projects", projects);
    String template = template(config);
    Map<String, String> options = options(config);
    List<String> flags = config.strings("submit_flags", List.of());
    Duration deleteGrace = config.seconds("delete_grace_sec", Duration.ofSeconds(60));
    // Last, so that the other mistakes are reported even when the batch system is unknown.
    String scheduler = scheduler(config, schedulers);
    return new BatchJobSettings(
        scheduler, poll, queues, projects, queue, project, template, options, flags, deleteGrace);
  }

  /**
   * Returns the settings that fill in the job template, of a block with mistakes elsewhere; empty
   * when there are mistakes in these.
   */
  public static Optional<BatchJobSettings> forTemplate(PluginConfig config) {
    try {
      String template = template(config);
      Map<String, String> options = options(config);
      return Optional.of(
          new BatchJobSettings(
              "",
              Duration.ZERO,
              List.of(),
              Set.of(),
              "",
              "",
              template,
              options,
              List.of(),
              Duration.ZERO));
    } catch (PluginException e) {
      return Optional.empty();
    }
  }

  private static String template(PluginConfig config) {
    return config.string("job_template", SiteLayout.JOB_TEMPLATE);
  }

  private static Map<String, String> options(PluginConfig config) {
    Map<String, String> options = config.texts("optional_batch_job_params");
    options.forEach(
        (name, value) ->
            check(config, "optional_batch_job_params", ScriptWords.wrongText(name + "=" + value)));
    return options;
  }

  private static String scheduler(PluginConfig config, UnaryOperator<String> schedulers) {
    try {
      return schedulers.apply(config.string(SCHEDULER));
    } catch (PluginException e) {
      throw config.fault().equals(SCHEDULER)
          ? e
          : config.wrong(SCHEDULER, String.valueOf(e.getMessage()));
    }
  }

  private static void check(PluginConfig config, String key, Optional<String> wrong) {
    if (wrong.isPresent()) {
      throw config.wrong(key, wrong.get());
    }
  }

  private static Duration secondToDay(PluginConfig config, String key, Duration otherwise) {
    Duration value = config.seconds(key, otherwise);
    if (value.toSeconds() < 1 || value.compareTo(Duration.ofDays(1)) > 0) {
      throw config.wrong(
          key, "must be a number of seconds from 1 to " + Duration.ofDays(1).toSeconds());
    }
    return value;
  }

  private static List<SiteView.Queue> queues(PluginConfig config) {
    List<SiteView.Queue> queues = new ArrayList<>();
    config
        .blocks("allowed_queues")
        .forEach(
            (name, block) ->
                queues.add(
                    new SiteView.Queue(
                        name,
                        block.integer("max_nodes", UNLIMITED, 1),
                        minutes(block),
                        block.integer("max_queued", UNLIMITED, 1))));
    return List.copyOf(queues);
  }

  private static int minutes(PluginConfig block) {
    Duration longest = block.duration("max_walltime", Duration.ZERO);
    if (longest.isZero() && block.has("max_walltime")) {
      throw block.wrong("max_walltime", "must be longer than 0");
    }
    return longest.isZero()
        ? UNLIMITED
        : (int) Math.max(1, Math.min(longest.toMinutes(), UNLIMITED));
  }

  /** Returns the value that is set, else the only allowed one, else an empty one. */
  private static String oneOf(
      PluginConfig config, String key, String allowedKey, Collection<String> allowed) {
    String only = allowed.size() == 1 ? allowed.iterator().next() : "";
    String chosen = config.string(key, only);
    check(config, key, ScriptWords.wrongName(chosen));
    if (!chosen.isEmpty() && !allowed.isEmpty() && !allowed.contains(chosen)) {
      throw config.wrong(
          key,
          "'%s' is not in %s: %s"
              .formatted(
                  chosen,
                  allowedKey,
                  Nearest.question(chosen, allowed, "there are " + String.join(", ", allowed))));
    }
    return chosen;
  }
}
