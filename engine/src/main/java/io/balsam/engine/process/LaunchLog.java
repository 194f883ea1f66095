package io.balsam.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an MPI runner's own words go: to a file of their own, where ranks can write standard error
 * past the runner; otherwise to where the ranks' go.
 *
 * @param apart whether they can
 */
record LaunchLog(Path workdir, boolean mergeOutput, boolean apart) {

  private static final Logger LOG = LoggerFactory.getLogger(LaunchLog.class);

  Path file() {
    return apart ? workdir.resolve(OutputFiles.LAUNCH) : errors();
  }

  /** Where what ranks say goes. */
  Path errors() {
    return OutputFiles.errors(workdir, mergeOutput);
  }

  /** What to do with a rank's standard error: a file to append to, {@code 1}, or nothing. */
  String ofRanks() {
    if (!apart) {
      return "";
    }
    return mergeOutput ? "1" : errors().toString();
  }

  /** Shell text behind the runner's words. */
  String redirection(boolean appends) {
    return apart ? (appends ? " 2>>" : " 2>") + ShellText.quote(file().toString()) : "";
  }

  /** Leaves no file where there was nothing to say. */
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
