package io.balsam.simulator.cluster;

import java.util.Comparator;

/** Job from its submission to its end. */
final class Job {

  /** Order in which running jobs reach the ends of their wall times. */
  static final Comparator<Job> BY_LIMIT =
      Comparator.comparingLong((Job job) -> job.limit).thenComparingLong(job -> job.id);

  private static final long NEVER = -1;

  final long id;
  final JobRequest request;
  private final long submitted;
  private JobState state = JobState.WAITING;
  private NodeRuns nodes = NodeRuns.NONE;
  private long limit;
  private long began = NEVER;
  private long ended = NEVER;

  /** Creates a waiting job. */
  Job(long id, JobRequest request, long submitted) {
    this.id = id;
    this.request = request;
    this.submitted = submitted;
  }

  JobState state() {
    return state;
  }

  NodeRuns nodes() {
    return nodes;
  }

  /** Returns the time at which it will have been killed. */
  long limit() {
    return limit;
  }

  /** Returns the time at which its script ends if it is not killed. */
  long scriptEnd() {
    return Times.plus(began, request.duration());
  }

  /** Takes nodes, on which the script begins after the preparation. */
  void allocate(NodeRuns allocated, long scriptBegin) {
    nodes = allocated;
    limit = Times.plus(scriptBegin, request.wallTime());
    state = JobState.PREPARING;
  }

  void begin(long now) {
    began = now;
    state = JobState.RUNNING;
  }

  void end(JobState how, long now) {
    ended = now;
    state = how;
  }

  JobReport report() {
    return new JobReport(
        id,
        request,
        state,
        submitted,
        began == NEVER ? null : began,
        ended == NEVER ? null : ended,
        nodes.numbers());
  }
}
