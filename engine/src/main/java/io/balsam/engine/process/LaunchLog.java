package io.balsam.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Destination of an MPI runner's own output: a separate file, where ranks can write standard error
 * without going through the runner; otherwise the file of the ranks.
 *
 * <p>Apart, programs that parse their standard error find no lines of the runner in it, and none of
 * theirs are lost when the runner ends first (srun 22.05 lost some). Redirecting in the runner
 * ({@code srun --error}) would still mix in lines of Slurm's daemons. Not apart: ranks on several
 * nodes, since NFS has no atomic append, and runners told to label or redirect output.
 *
 * @param apart whether they can
 */
record LaunchLog(Path workdir, boolean mergeOutput, boolean apart) {

  private static final Logger LOG = LoggerFactory.getLogger(LaunchLog.class);

  Path file() {
    return apart ? workdir.resolve(OutputFiles.LAUNCH) : errors();
  }

  /** Returns the file that receives standard error of the ranks. */
  Path errors() {
    return OutputFiles.errors(workdir, mergeOutput);
  }

  /**
   * Returns the destination of a rank's standard error: a file to append to, {@code 1}, or empty
   * for no change.
   */
  String ofRanks() {
    if (!apart) {
      return "";
    }
    return mergeOutput ? "1" : errors().toString();
  }

  /** Returns the shell text that follows the runner's command line. */
  String redirection(boolean appends) {
    return apart ? (appends ? " 2>>" : " 2>|") + ShellSyntax.quote(file().toString()) : "";
  }

  /** Removes the file if it is empty. */
  void removeEmpty() {
    try {
      if (apart && Files.isRegularFile(file()) && Files.size(file()) == 0) {
        Files.delete(file());
      }
    } catch (IOException e) {
      LOG.debug("{} is left over", file(), e);
    }
  }
}
