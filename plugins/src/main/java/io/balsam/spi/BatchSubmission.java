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
 * @param site a word that no other site has, to be kept with the BatchJob where the batch system
 *     can; empty for none
 */
public record BatchSubmission(
    String name,
    Path script,
    Path workdir,
    int nodes,
    Duration wallTime,
    String queue,
    String project,
    List<String> flags,
    String site) {

  public BatchSubmission {
    flags = List.copyOf(flags);
  }

  /** Of a site that nobody needs to tell from others. */
  public BatchSubmission(
      String name,
      Path script,
      Path workdir,
      int nodes,
      Duration wallTime,
      String queue,
      String project,
      List<String> flags) {
    this(name, script, workdir, nodes, wallTime, queue, project, flags, "");
  }
}
