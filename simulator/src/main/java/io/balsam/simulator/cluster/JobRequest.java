package io.balsam.simulator.cluster;

/**
 * Job as its user submits it.
 *
 * @param name name of the job
 * @param queue name of its queue; empty for the first one
 * @param nodes number of nodes, at least 1
 * @param wallTime time after which it is killed, more than 0
 * @param duration time that its script needs; {@link #UNTIL_FINISHED} where the simulation of the
 *     script decides
 */
public record JobRequest(String name, String queue, int nodes, long wallTime, long duration) {

  /** Duration of a job that ends by {@link Cluster#finish} or at its wall time. */
  public static final long UNTIL_FINISHED = Long.MAX_VALUE;

  public JobRequest {
    if (nodes < 1 || wallTime < 1 || duration < 0) {
      throw new IllegalArgumentException("a job without nodes or time: " + name);
    }
  }
}
