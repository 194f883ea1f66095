package io.balsam.agent;

import io.balsam.engine.api.JobView;
import io.balsam.engine.api.RunView;
import java.nio.file.Path;
import java.util.List;

/**
 * A run that has ended.
 *
 * @param run the run, with its name and the number of jobs by app and state
 * @param failed the jobs that failed or were cancelled; those that a retry replaced are left out
 */
public record RunResult(RunView run, List<JobView> failed) {

  /** Returns whether no job failed or was cancelled. */
  public boolean succeeded() {
    return failed.isEmpty();
  }

  /** Returns the directory that contains the workdirs of its jobs. */
  public Path directory() {
    return Path.of(run.directory());
  }
}
