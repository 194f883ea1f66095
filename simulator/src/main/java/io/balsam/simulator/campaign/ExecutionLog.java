package io.balsam.simulator.campaign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Log of all processes of jobs, kept by the simulation itself to check the site's record against.
 */
public final class ExecutionLog {

  private final List<Execution> executions = new ArrayList<>();

  /** Notes a start; returns its number. */
  int begun(long job, int attempt, String allocation, Instant at) {
    executions.add(new Execution(job, attempt, allocation, at, null, false, null));
    return executions.size() - 1;
  }

  void ended(int number, Instant at, boolean whole, @Nullable Integer exitCode) {
    Execution one = executions.get(number);
    executions.set(
        number,
        new Execution(
            one.job(), one.attempt(), one.allocation(), one.began(), at, whole, exitCode));
  }

  int size() {
    return executions.size();
  }

  /** Returns all, in the order in which they began. */
  public List<Execution> all() {
    return List.copyOf(executions);
  }
}
