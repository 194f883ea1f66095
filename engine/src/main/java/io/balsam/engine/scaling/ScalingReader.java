package io.balsam.engine.scaling;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.batchjob.BatchJobSettings;
import io.balsam.engine.batchjob.ScriptWords;
import io.balsam.engine.scaling.QueuePolicy.Windows;
import io.balsam.engine.text.Nearest;
import io.balsam.spi.JobMode;
import io.balsam.spi.PluginConfig;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the block of a module that asks for allocations, and checks it against the site. */
public final class ScalingReader {

  /** Key of a limit of node-hours of the last 24 hours. */
  static final String HOURS_PER_DAY = "max_node_hours_per_day";

  /** Key of a limit of node-hours of all BatchJobs of a project. */
  static final String HOURS_OF_PROJECT = "max_node_hours_of_project";

  private static final String QUEUE = "submit_queue";

  private final String module;
  private final @Nullable BatchJobSettings batchJobs;

  private ScalingReader(String module, @Nullable BatchJobSettings batchJobs) {
    this.module = module;
    this.batchJobs = batchJobs;
  }

  /** Returns the settings where none are written, which {@code balsam site plan} shows then. */
  public static ScalingSettings defaults() {
    return new ScalingReader(ScalingSettings.AUTO_SCALER, null).read(PluginConfig.empty());
  }

  /**
   * Reads the block of a module.
   *
   * @param batchJobs settings of the site, whose queues and projects may be named; null when they
   *     are not known
   */
  public static ScalingSettings read(
      String module, PluginConfig config, @Nullable BatchJobSettings batchJobs) {
    return new ScalingReader(module, batchJobs).read(config);
  }

  private ScalingSettings read(PluginConfig config) {
    return switch (module) {
      case ScalingSettings.AUTO_SCALER -> autoScaler(config);
      case ScalingSettings.ELASTIC_QUEUE ->
          new ScalingSettings(
              period(config, "service_period", 60), List.of(checked(config, elasticQueue(config))));
      case ScalingSettings.QUEUE_MAINTAINER ->
          new ScalingSettings(
              period(config, "submit_period", 60), List.of(checked(config, maintained(config))));
      default -> throw new IllegalArgumentException("no module '" + module + "'");
    };
  }

  private ScalingSettings autoScaler(PluginConfig config) {
    QueuePolicy defaults =
        defaults(new Range(1, 127), new Range(10, 360), Duration.ofMinutes(60), Windows.PREFERRED);
    QueuePolicy general = policy(config, defaults, name(config, QUEUE, ""));
    List<QueuePolicy> queues =
        config.blocks("queues").entrySet().stream()
            .map(one -> inBlock(one.getKey(), one.getValue(), general))
            .toList();
    return new ScalingSettings(
        period(config, "service_period", 20),
        queues.isEmpty() ? List.of(checked(config, general)) : queues);
  }

  private QueuePolicy inBlock(String name, PluginConfig block, QueuePolicy general) {
    if (block.has(QUEUE)) {
      throw block.wrong(QUEUE, "the queue is the name of the block, '%s'".formatted(name));
    }
    return checked(block, policy(block, general, name(block, QUEUE, name)));
  }

  private QueuePolicy defaults(Range nodes, Range minutes, Duration patience, Windows windows) {
    return new QueuePolicy(
        module,
        "",
        "",
        JobMode.MPI,
        Map.of(),
        nodes,
        minutes,
        5,
        patience,
        20,
        windows,
        0,
        0,
        0,
        null);
  }

  private QueuePolicy elasticQueue(PluginConfig config) {
    QueuePolicy defaults =
        defaults(new Range(20, 127), new Range(35, 360), Duration.ofMinutes(10), Windows.ONLY);
    return policy(config, defaults, name(config, QUEUE, ""));
  }

  private QueuePolicy policy(PluginConfig config, QueuePolicy other, String queue) {
    Range nodes = range(config, "min_num_nodes", "max_num_nodes", other.nodes());
    Range minutes = range(config, "min_wall_time_min", "max_wall_time_min", other.minutes());
    int pad = pad(config, minutes, other);
    Windows used = other.windows() == Windows.IGNORED ? Windows.PREFERRED : other.windows();
    boolean windows = config.flag("use_backfill", other.windows() != Windows.IGNORED);
    return new QueuePolicy(
        module,
        queue,
        name(config, "submit_project", other.project()),
        mode(config, other.mode()),
        tags(config, other),
        nodes,
        minutes,
        pad,
        Duration.ofMinutes(
            config.integer("max_queue_wait_time_min", (int) other.patience().toMinutes(), 0)),
        config.integer("max_queued_jobs", other.maxQueued(), 1),
        windows ? used : Windows.IGNORED,
        0,
        config.integer(HOURS_PER_DAY, other.nodeHoursPerDay(), 0),
        config.integer(HOURS_OF_PROJECT, other.nodeHoursOfProject(), 0),
        quiet(config, other.quiet()));
  }

  /** Reads what is not asked for of a window; by default less than the shortest allocation. */
  private int pad(PluginConfig config, Range minutes, QueuePolicy other) {
    int pad =
        config.integer("wall_time_pad_min", Math.min(other.padMinutes(), minutes.min() - 1), 0);
    if (pad >= minutes.min()) {
      throw config.wrong(
          "wall_time_pad_min",
          "%d: must be less than min_wall_time_min, %d".formatted(pad, minutes.min()));
    }
    return pad;
  }

  private Map<String, String> tags(PluginConfig config, QueuePolicy other) {
    // Asked for, so that the key is known.
    Map<String, String> none = config.texts("filter_tags");
    return none.isEmpty() ? other.tags() : none;
  }

  private QueuePolicy maintained(PluginConfig config) {
    int nodes = config.integer("num_nodes", 1, 1);
    int minutes = config.integer("wall_time_min", 1, 1);
    return new QueuePolicy(
        module,
        name(config, QUEUE, ""),
        name(config, "submit_project", ""),
        mode(config, JobMode.MPI),
        config.texts("filter_tags"),
        new Range(nodes, nodes),
        new Range(minutes, minutes),
        0,
        Duration.ZERO,
        BatchJobSettings.UNLIMITED,
        Windows.IGNORED,
        config.integer("num_queued_jobs", 5, 1),
        0,
        0,
        null);
  }

  private QueuePolicy checked(PluginConfig config, QueuePolicy policy) {
    if (batchJobs == null) {
      return policy;
    }
    List<String> queues = batchJobs.queues().stream().map(SiteView.Queue::name).toList();
    named(config, QUEUE, policy.queue(), batchJobs.defaultQueue(), queues);
    named(
        config,
        "submit_project",
        policy.project(),
        batchJobs.defaultProject(),
        batchJobs.projects().stream().sorted().toList());
    return policy;
  }

  private void named(
      PluginConfig config, String key, String name, String byDefault, List<String> allowed) {
    String used = name.isEmpty() ? byDefault : name;
    if (allowed.isEmpty() || allowed.contains(used)) {
      return;
    }
    String all = "the site has " + String.join(", ", allowed);
    throw config.wrong(
        key,
        used.isEmpty()
            ? "must be set: " + all
            : "the site has no '%s': %s".formatted(used, Nearest.question(used, allowed, all)));
  }

  private Range range(PluginConfig config, String least, String most, Range other) {
    Range range =
        new Range(config.integer(least, other.min(), 1), config.integer(most, other.max(), 1));
    if (range.isEmpty()) {
      throw config.has(least)
          ? config.wrong(least, "%d: is more than %s, %d".formatted(range.min(), most, range.max()))
          : config.wrong(
              most, "%d: is less than %s, %d".formatted(range.max(), least, range.min()));
    }
    return range;
  }

  private Duration period(PluginConfig config, String key, int seconds) {
    Duration period = config.seconds(key, Duration.ofSeconds(seconds));
    if (period.toSeconds() < 1) {
      throw config.wrong(key, "must be at least 1 second");
    }
    return period;
  }

  private String name(PluginConfig config, String key, String other) {
    String name = config.string(key, other);
    Optional<String> wrong = ScriptWords.wrongName(name);
    if (wrong.isPresent()) {
      throw config.wrong(key, wrong.get());
    }
    return name;
  }

  private JobMode mode(PluginConfig config, JobMode other) {
    String word = config.string("job_mode", other.name().toLowerCase(Locale.ROOT));
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "mpi" -> JobMode.MPI;
      case "serial" -> JobMode.SERIAL;
      default -> throw config.wrong("job_mode", "'%s': must be mpi or serial".formatted(word));
    };
  }

  private @Nullable QuietHours quiet(PluginConfig config, @Nullable QuietHours other) {
    String text = config.string("quiet_hours", "");
    if (text.isEmpty()) {
      return other;
    }
    return QuietHours.parse(text)
        .orElseThrow(
            () ->
                config.wrong(
                    "quiet_hours",
                    "'%s': must be two different times, as '22:00-06:00'".formatted(text)));
  }
}
