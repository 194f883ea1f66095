package io.balsam.simulator.campaign;

import io.balsam.engine.store.Store;
import io.balsam.spi.BatchJobState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;

/** Notices that a campaign gets no further: its jobs fit nothing that is asked for, for example. */
final class Progress {

  private static final Duration PERIOD = Duration.ofHours(1);
  private static final Duration LONGEST_WITHOUT_ALLOCATION = Duration.ofDays(1);
  private static final Duration LONGEST_WITHOUT_JOB = Duration.ofDays(30);
  private static final int ALLOCATIONS_WITHOUT_JOB = 100;

  private final Simulation simulation;
  private final Store record;
  private Instant lastAllocation;
  private Instant lastJob;
  private int jobs;
  private int allocations;
  private String stuck = "";

  Progress(Simulation simulation, Store record) {
    this.simulation = simulation;
    this.record = record;
    lastAllocation = simulation.time().now();
    lastJob = lastAllocation;
  }

  /** Looks once an hour from now on. */
  void watch() {
    Future<?> unused =
        simulation
            .time()
            .in(
                PERIOD,
                () -> {
                  look();
                  watch();
                });
  }

  private void look() {
    Instant now = simulation.time().now();
    int begun = simulation.log().size();
    int held = simulation.system().held().size();
    if (begun > jobs) {
      jobs = begun;
      lastJob = now;
      allocations = held;
    }
    Set<BatchJobState> open = Set.of(BatchJobState.QUEUED, BatchJobState.RUNNING);
    if (!record.batchJobs(List.of(), open).isEmpty()) {
      lastAllocation = now;
    }
    if (!now.isBefore(lastAllocation.plus(LONGEST_WITHOUT_ALLOCATION))) {
      stuck = "no BatchJob was queued or running for a day";
    } else if (!now.isBefore(lastJob.plus(LONGEST_WITHOUT_JOB))) {
      stuck = "no job began for 30 days";
    } else if (held - allocations >= ALLOCATIONS_WITHOUT_JOB) {
      stuck = "no job began in the last %d allocations".formatted(held - allocations);
    }
  }

  /** Returns why nothing more is expected, a clause; empty while something is. */
  String stuck() {
    return stuck;
  }
}
