package io.balsam.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A script for the batch system.
 *
 * @param name a short name shown in the queue; letters, digits and {@code . _ + -}
 * @param script executable file on a file system that the nodes see
 * @param workdir where the script starts, and where its output goes: {@code <name>.out} and {@code
 *     <name>.err}
 * @param nodes nodes asked for, at least 1
 * @param wallTime limit asked for, at least a minute
 * @param queue queue, partition or QOS, empty for the batch system's default; one word that does
 *     not begin with a dash
 * @param project account that pays, empty for the batch system's default; a word like the queue
 * @param flags further words for the submit command, verbatim
 */
public record BatchSubmission(
    String name,
    Path script,
    Path workdir,
    int nodes,
    Duration wallTime,
    String queue,
    String project,
    List<String> flags) {

  public BatchSubmission {
    flags = List.copyOf(flags);
  }
}
