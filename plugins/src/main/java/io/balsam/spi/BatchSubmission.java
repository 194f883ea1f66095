package io.balsam.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Script to be submitted to the batch system.
 *
 * @param name short name shown in the queue; letters, digits and {@code . _ + -}
 * @param script executable file on a file system that the nodes can see
 * @param workdir directory in which the script starts and into which its output goes: {@code
 *     <name>.out} and {@code <name>.err}
 * @param nodes number of nodes requested, at least 1
 * @param wallTime limit requested, at least a minute
 * @param queue queue, partition or QOS, empty for the batch system's default; one word that does
 *     not begin with a dash
 * @param project account to charge, empty for the batch system's default; one word, like the queue
 * @param flags further arguments of the submit command, verbatim
 * @param site word unique to the site, to be recorded with the BatchJob where the batch system can
 *     do so; empty for none
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

  /** Creates a submission of a site that need not be told apart from other sites. */
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
