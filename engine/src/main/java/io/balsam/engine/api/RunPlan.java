package io.balsam.engine.api;

import java.time.Duration;
import java.util.List;

/**
 * What a submission would do. Nothing is written to find out.
 *
 * @param workflow the workflow's name
 * @param jobs jobs that would be created, those that hooks may add aside
 * @param edges dependencies between them
 * @param apps one line for each app that is used, in the order of the script
 * @param criticalPath the longest way through the graph that is not reused: by wall time, or by
 *     number of jobs where no job gives a wall time; in the order of running
 * @param criticalTime sum of the wall times on it; zero when none is given
 * @param reused jobs whose result would be taken from an earlier run
 * @param notReused when reuse was asked for: why the others would not, the same reason once
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
   * @param app its name
   * @param jobs how many jobs run it
   * @param reused how many of them would be reused
   */
  public record AppLine(String app, int jobs, int reused) {}

  /**
   * A job on the critical path.
   *
   * @param app its app
   * @param workdir as declared
   * @param wallTime as declared, zero for none
   */
  public record Step(String app, String workdir, Duration wallTime) {}

  /**
   * Why jobs would not be reused.
   *
   * @param why for people
   * @param jobs how many
   * @param example the workdir of the first of them
   */
  public record Reason(String why, int jobs, String example) {}
}
