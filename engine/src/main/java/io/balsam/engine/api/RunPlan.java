package io.balsam.engine.api;

import java.time.Duration;
import java.util.List;

/**
 * Preview of a submission. Nothing is written to compute it.
 *
 * @param workflow name of the workflow
 * @param jobs number of jobs that would be created, not counting those that hooks may add
 * @param edges number of dependencies between them
 * @param apps one line for each app that is used, in the order of the script
 * @param criticalPath longest path through the part of the graph that is not reused: by wall time,
 *     or by number of jobs where no job gives a wall time; in execution order
 * @param criticalTime sum of the wall times on it; zero when none is given
 * @param reused number of jobs whose result would be taken from an earlier run
 * @param notReused when reuse was asked for: the reasons why the other jobs would not be reused,
 *     each reason once
 */
public record RunPlan(
    String workflow,
    int jobs,
    long edges,
    List<AppLine> apps,
    List<Step> criticalPath,
    Duration criticalTime,
    int reused,
    List<Reason> notReused) {

  /**
   * Jobs of one app.
   *
   * @param app name of the app
   * @param jobs number of its jobs
   * @param reused number of those that would be reused
   */
  public record AppLine(String app, int jobs, int reused) {}

  /**
   * Job on the critical path.
   *
   * @param app its app
   * @param workdir as declared
   * @param wallTime as declared, zero for none
   */
  public record Step(String app, String workdir, Duration wallTime) {}

  /**
   * Reason why jobs would not be reused.
   *
   * @param why for people
   * @param jobs number of jobs
   * @param example workdir of the first of them
   */
  public record Reason(String why, int jobs, String example) {}
}
