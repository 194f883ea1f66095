package io.balsam.engine.api;

import io.balsam.engine.model.Trust;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Run times of an app's jobs: what was learnt of them, and what to expect of one like the last.
 *
 * @param app name of the app
 * @param jobs number of jobs that it was learnt from
 * @param predictBy parameters and tags that run times depend on, as the app names them
 * @param trust whether predictions are used
 * @param learnt when the last of the jobs ended
 * @param last properties of that job
 * @param expected run time of a job like it
 * @param within90 share of the latest jobs that ended in the 90 % interval predicted for them; null
 *     while it is not known
 * @param serialFraction part of the time that more nodes do not shorten; null where it is not known
 */
public record AppTimes(
    String app,
    long jobs,
    List<String> predictBy,
    Trust trust,
    Instant learnt,
    Kind last,
    Estimate expected,
    @Nullable Double within90,
    @Nullable Double serialFraction) {

  /**
   * Properties of a job that its run time depends on.
   *
   * @param nodes number of nodes
   * @param ranks number of ranks on all nodes together
   * @param values its parameters and tags among those that are predicted by
   */
  public record Kind(int nodes, int ranks, Map<String, Object> values) {}

  /**
   * Predicted run time, in seconds.
   *
   * @param mean the mean
   * @param median half of the jobs end within it
   * @param within90 90 % of the jobs end within it
   * @param within95 95 % of the jobs end within it
   */
  public record Estimate(double mean, double median, double within90, double within95) {}
}
