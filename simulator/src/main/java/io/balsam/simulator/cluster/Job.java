package io.balsam.simulator.cluster;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Job from its submission to its end. */
final class Job {

  /** Order in which running jobs reach the ends of their wall times. */
  static final Comparator<Job> BY_LIMIT =
      Comparator.comparingLong((Job job) -> job.limit).thenComparingLong(job -> job.id);

  private static final int[] NONE = {};
  private static final long NEVER = -1;

  final long id;
  final JobRequest request;
  private final long submitted;
  private JobState state = JobState.WAITING;
  private int[] nodes = NONE;
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

  int[] nodes() {
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
  void allocate(int[] allocated, long scriptBegin) {
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
    List<Integer> numbers = Arrays.stream(nodes).boxed().toList();
    return new JobReport(
        id,
        request,
        state,
        submitted,
        began == NEVER ? null : began,
        ended == NEVER ? null : ended,
        numbers);
  }
}
