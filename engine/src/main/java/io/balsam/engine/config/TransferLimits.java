package io.balsam.engine.config;

import io.balsam.spi.PluginConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Limits of the tasks that move files, from the block {@code transfer} of the service modules.
 *
 * @param general of every transfer that has no limit of its own
 * @param ways by name of a transfer
 */
public record TransferLimits(Limit general, Map<String, Limit> ways) {

  /** Name of the block. */
  public static final String MODULE = "transfer";

  /** Limits of a site without the block. */
  public static final TransferLimits DEFAULT =
      new TransferLimits(new Limit(5, 1_000, Duration.ofSeconds(15)), Map.of());

  private static final int MOST_TASKS = 1_000;
  private static final int MOST_ITEMS = 100_000;
  private static final int LEAST_IN_MEMORY = 10_000;
  private static final int MOST_IN_MEMORY = 1_000_000;

  /**
   * Limits of one transfer.
   *
   * @param tasks most tasks at a time
   * @param items most items of a task
   * @param period longest time between two questions for the progress of its tasks
   */
  public record Limit(int tasks, int items, Duration period) {

    private static Limit read(PluginConfig config, Limit otherwise) {
      Duration period = config.seconds("service_period", otherwise.period);
      if (period.toSeconds() < 1 || period.compareTo(Duration.ofDays(1)) > 0) {
        throw config.wrong("service_period", "must be a number of seconds from 1 to 86400");
      }
      return new Limit(
          count(config, "max_concurrent_transfers", otherwise.tasks, MOST_TASKS),
          count(config, "transfer_batch_size", otherwise.items, MOST_ITEMS),
          period);
    }

    private static int count(PluginConfig config, String key, int otherwise, int most) {
      int number = config.integer(key, otherwise, 1);
      if (number > most) {
        throw config.wrong(key, "%d: must be a whole number from 1 to %d".formatted(number, most));
      }
      return number;
    }
  }

  public TransferLimits {
    ways = Map.copyOf(ways);
  }

  /**
   * Reads the block.
   *
   * @param refusal returns why a transfer of a name can have no limit; empty when it can
   */
  public static TransferLimits read(
      PluginConfig config, Function<String, Optional<String>> refusal) {
    TransferBlock.readElsewhere(config);
    Limit general = Limit.read(config, DEFAULT.general);
    Map<String, Limit> ways = new LinkedHashMap<>();
    config
        .blocks("ways")
        .forEach(
            (name, block) -> {
              refusal
                  .apply(name)
                  .ifPresent(
                      why -> {
                        throw config.wrong("ways." + name, why);
                      });
              ways.put(name, Limit.read(block, general));
            });
    return new TransferLimits(general, ways);
  }

  /**
   * Returns how many items of a location are to be in memory: enough for all tasks that may run,
   * and as many again for the next ones.
   */
  public int inMemory() {
    long largest =
        Stream.concat(Stream.of(general), ways.values().stream())
            .mapToLong(limit -> 2L * limit.tasks * limit.items)
            .max()
            .orElseThrow();
    return (int) Math.min(MOST_IN_MEMORY, Math.max(LEAST_IN_MEMORY, largest));
  }

  /** Returns the limit of a transfer. */
  public Limit of(String way) {
    return ways.getOrDefault(way, general);
  }
}
