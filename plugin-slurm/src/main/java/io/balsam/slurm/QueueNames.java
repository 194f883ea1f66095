package io.balsam.slurm;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps queues to Slurm, which has partitions and QOS.
 *
 * <p>The older system passed its queue as QOS and read it back as a partition, so that its limits
 * never counted. A slash can be part of neither name.
 *
 * @param qos whether a queue without a slash is a QOS
 * @param partition for queues that name none; empty for Slurm's default
 */
record QueueNames(boolean qos, String partition) {

  static QueueNames of(String meaning, String partition) {
    return switch (meaning) {
      case "partition" -> new QueueNames(false, partition);
      case "qos" -> new QueueNames(true, partition);
      default ->
          throw new PluginException(
              ErrorKind.USER, "queue_means: %s: must be partition or qos".formatted(meaning));
    };
  }

  /** Returns the options of {@code sbatch}. */
  List<String> options(String queue) {
    int slash = queue.indexOf('/');
    String ownPartition = slash >= 0 ? queue.substring(0, slash) : qos ? "" : queue;
    String ownQos = slash >= 0 ? queue.substring(slash + 1) : qos ? queue : "";
    List<String> options = new ArrayList<>();
    String chosen = ownPartition.isEmpty() ? partition : ownPartition;
    if (!chosen.isEmpty()) {
      options.add("--partition=" + chosen);
    }
    if (!ownQos.isEmpty()) {
      options.add("--qos=" + ownQos);
    }
    return options;
  }
}
