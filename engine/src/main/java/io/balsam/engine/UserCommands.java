package io.balsam.engine;

import io.balsam.engine.api.BatchJobs;
import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.NewRun;
import io.balsam.engine.api.Principal;
import io.balsam.engine.domain.Workflow;
import io.balsam.engine.removal.JobRemovals;
import io.balsam.engine.removal.RunRemovals;
import java.util.List;

/**
 * Commands of users. What they create belongs to the principal; what they change is recorded as an
 * event of the site, if the principal is not the site's own user. From any thread.
 */
final class UserCommands {

  private final EngineCore core;
  private final RunCommands runs;
  private final RunRemovals removals;
  private final JobRemovals jobRemovals;

  UserCommands(EngineCore core, RunCommands runs) {
    this.core = core;
    this.runs = runs;
    this.removals = new RunRemovals(core.parts, core.backend.dispatcher());
    this.jobRemovals = new JobRemovals(core.parts, core.backend.dispatcher());
  }

  /** Returns the number of the new run. */
  long submit(Principal by, NewRun run) {
    return runs.submit(by, run);
  }

  /** Returns the number of the new run. */
  long submit(Principal by, Workflow workflow, boolean reuse) {
    return runs.submit(by, workflow, reuse);
  }

  CommandResult cancel(Principal by, JobFilter jobs, boolean subtree) {
    return runs.cancel(by, jobs, subtree);
  }

  CommandResult retry(Principal by, JobFilter jobs) {
    return runs.retry(by, jobs);
  }

  CommandResult removeRuns(Principal by, List<Long> ids, boolean trial) {
    CommandResult result = removals.remove(ids, trial);
    return trial ? result : record(by, "removed runs", result);
  }

  CommandResult removeJobs(Principal by, JobFilter jobs, boolean subtree, boolean trial) {
    // One removal at a time, of runs or of jobs.
    synchronized (removals) {
      CommandResult result = jobRemovals.remove(jobs, subtree, trial);
      return trial ? result : record(by, "removed jobs", result);
    }
  }

  BatchJobs batchJobs(Principal by) {
    return core.batchJobs.as(by);
  }

  private CommandResult record(Principal by, String what, CommandResult result) {
    return core.parts.loop.ask(() -> core.recorded(by, what, result));
  }
}
