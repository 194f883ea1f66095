package io.balsam.simulator.load;

/**
 * Job of a trace in the Standard Workload Format, as far as a simulation needs it. -1 stands for
 * what the trace does not know.
 *
 * @param number number in the trace
 * @param submitted seconds since the beginning of the trace
 * @param runTime seconds for which it ran
 * @param allocated number of processors that it had
 * @param requested number of processors that it asked for
 * @param requestedTime seconds that it asked for
 * @param status 0 failed, 1 completed, 2 to 4 part of a job that ran in several parts, 5 cancelled
 */
record SwfJob(
    long number,
    double submitted,
    double runTime,
    int allocated,
    int requested,
    double requestedTime,
    int status) {

  private static final int FIRST_PART = 2;
  private static final int LAST_PART = 4;

  /** Returns whether it held processors for a time; jobs cancelled while they waited did not. */
  boolean ran() {
    return processors() > 0 && runTime >= 0 && !(status == 5 && runTime == 0);
  }

  /** Returns whether this is a part of a job that has a line for the whole too. */
  boolean part() {
    return status >= FIRST_PART && status <= LAST_PART;
  }

  /** Returns the number of processors that it asked for, or else had; -1 if neither is known. */
  int processors() {
    return requested > 0 ? requested : allocated;
  }
}
