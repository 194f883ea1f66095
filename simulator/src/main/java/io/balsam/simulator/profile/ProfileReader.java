package io.balsam.simulator.profile;

import io.balsam.engine.domain.Memory;
import io.balsam.simulator.cluster.BatchQueue;
import io.balsam.simulator.cluster.ClusterSetup;
import io.balsam.simulator.load.FaultParameters;
import io.balsam.simulator.load.LoadParameters;
import io.balsam.spi.PluginConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a profile. */
final class ProfileReader {

  private static final int MOST_NODES = 1_000_000;
  private static final Duration LONGEST_WARM_UP = Duration.ofDays(366);
  private static final String LOAD = "load";
  private static final String FAULTS = "faults";
  private static final String TRACE = "trace";
  private static final String MEDIAN = "median_run_time";
  private static final String LONGEST = "longest_run_time";

  private final Path file;

  /**
   * Creates a reader.
   *
   * @param file the profile, beside which its trace may be
   */
  ProfileReader(Path file) {
    this.file = file;
  }

  WrittenProfile read(PluginConfig config) {
    NodeShape shape =
        new NodeShape(
            config.integer("cores", 1, 1), config.integer("gpus", 0, 0), memory(config, "memory"));
    ClusterSetup setup =
        new ClusterSetup(
            nodes(config),
            queues(config),
            config.duration("preparation", Duration.ZERO).toNanos(),
            config.duration("scheduler_interval", Duration.ZERO).toNanos(),
            config.integer("backfill_depth", ClusterSetup.USUAL_DEPTH, 1));
    TraceFile trace = trace(config.block(LOAD));
    OtherUsers others =
        trace == null && config.has(LOAD)
            ? new OtherUsers.Seeded(load(config.block(LOAD)))
            : new OtherUsers.None();
    FaultParameters faults = faults(config.block(FAULTS));
    double jobFailures = number(config.block(FAULTS), "job_failures", 0, 0, 1);
    int seed = config.integer("seed", 1, Integer.MIN_VALUE);
    Profile machine = new Profile(setup, shape, others, faults, warmUp(config), seed);
    return new WrittenProfile(
        new Scenario(machine, SiteReader.read(config, setup), jobFailures), trace);
  }

  private static int nodes(PluginConfig config) {
    int nodes = config.integer("nodes", -1, 1);
    if (nodes < 1 || nodes > MOST_NODES) {
      throw config.wrong("nodes", "must be set: a number from 1 to " + MOST_NODES);
    }
    return nodes;
  }

  private static long memory(PluginConfig config, String key) {
    String text = config.string(key, "");
    return text.isEmpty()
        ? 0
        : Memory.bytes(text)
            .orElseThrow(() -> config.wrong(key, text + ": must be " + Memory.FORM));
  }

  private static Duration warmUp(PluginConfig config) {
    Duration warmUp = config.duration("warm_up", Duration.ZERO);
    if (warmUp.compareTo(LONGEST_WARM_UP) > 0) {
      throw config.wrong("warm_up", "must be at most " + LONGEST_WARM_UP.toDays() + "d");
    }
    return warmUp;
  }

  private static List<BatchQueue> queues(PluginConfig config) {
    List<BatchQueue> queues = new ArrayList<>();
    for (Map.Entry<String, PluginConfig> entry : config.blocks("queues").entrySet()) {
      PluginConfig block = entry.getValue();
      Duration wallTime = block.duration("max_wall_time", Duration.ZERO);
      if (block.has("max_wall_time") && wallTime.compareTo(Duration.ofMinutes(1)) < 0) {
        throw block.wrong("max_wall_time", "must be at least a minute");
      }
      queues.add(
          new BatchQueue(
              entry.getKey(),
              block.integer("max_nodes", Integer.MAX_VALUE, 1),
              wallTime.isZero() ? Long.MAX_VALUE : wallTime.toNanos(),
              block.integer("max_queued", Integer.MAX_VALUE, 1)));
    }
    return queues.isEmpty() ? List.of(BatchQueue.unlimited("batch")) : queues;
  }

  private @Nullable TraceFile trace(PluginConfig load) {
    if (!load.has(TRACE)) {
      return null;
    }
    for (String key : List.of("utilisation", MEDIAN, "run_time_spread", LONGEST)) {
      if (load.has(key)) {
        throw load.wrong(key, "leave it out: all jobs are those of the trace");
      }
    }
    return new TraceFile(
        file.resolveSibling(load.string(TRACE)), load.integer("processors_per_node", 0, 1));
  }

  private static LoadParameters load(PluginConfig load) {
    LoadParameters usual = LoadParameters.DEFAULTS;
    String unset = load.string(TRACE, "");
    Duration median = load.duration(MEDIAN, usual.medianRunTime());
    if (median.toSeconds() < 1) {
      throw load.wrong(MEDIAN, "must be at least 1s");
    }
    Duration longest = load.duration(LONGEST, usual.longestRunTime());
    if (longest.compareTo(median) < 0) {
      throw load.has(LONGEST)
          ? load.wrong(LONGEST, "must be at least " + MEDIAN)
          : load.wrong(MEDIAN, "must be at most %s, %d h".formatted(LONGEST, longest.toHours()));
    }
    return new LoadParameters(
        number(load, "utilisation", usual.utilisation(), 0.01, 10),
        median,
        number(load, "run_time_spread", usual.runTimeSpread(), 0, 5),
        longest,
        number(load, "largest_share", usual.largestShare(), 0.000001, 1),
        number(load, "powers_of_two", usual.powersOfTwo(), 0, 1),
        number(load, "overestimate", usual.overestimate(), 1, 1000),
        number(load, "daily_cycle", usual.dailyCycle(), 0, 1));
  }

  private static FaultParameters faults(PluginConfig faults) {
    FaultParameters none = FaultParameters.NONE;
    return new FaultParameters(
        faults.duration("node_failures", none.nodeFailures()),
        faults.duration("repair", none.repair()),
        faults.duration("outages", none.outages()),
        faults.duration("outage", none.outage()));
  }

  private static double number(
      PluginConfig config, String key, double usual, double least, double most) {
    String text = config.string(key, String.valueOf(usual));
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    if (!(number >= least && number <= most)) {
      throw config.wrong(key, "%s: must be a number from %s to %s".formatted(text, least, most));
    }
    return number;
  }
}
