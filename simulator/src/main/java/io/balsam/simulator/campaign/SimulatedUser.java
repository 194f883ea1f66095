package io.balsam.simulator.campaign;

import io.balsam.engine.api.CommandResult;
import io.balsam.engine.api.JobFilter;
import io.balsam.simulator.time.Happened.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Future;

/** User of a campaign, who cancels jobs in the middle of it. */
final class SimulatedUser {

  private final Simulation simulation;
  private final SplittableRandom random;
  private final SimulatedOwner owner;
  private final Set<Long> asked = new TreeSet<>();
  private final Set<Long> acknowledged = new TreeSet<>();

  SimulatedUser(Simulation simulation, SplittableRandom random, SimulatedOwner owner) {
    this.simulation = simulation;
    this.random = random;
    this.owner = owner;
  }

  void begin() {
    Duration mean = simulation.setup().faults().cancels();
    if (!mean.isZero()) {
      long next = (long) (-Math.log(1 - random.nextDouble()) * mean.toNanos());
      Future<?> unused = simulation.time().in(next, this::act);
    }
  }

  private void act() {
    begin();
    long job = 1 + random.nextInt(simulation.setup().workflow().jobs().size());
    if (!owner.lives()) {
      return;
    }
    asked.add(job);
    simulation.happened().note(Fault.CANCELLED_JOB);
    try {
      CommandResult result = owner.engine().cancel(JobFilter.ALL.withIds(List.of(job)), false);
      acknowledged.addAll(result.done());
    } catch (RuntimeException e) {
      // When it was killed meanwhile, the command may have been carried out or not.
      if (owner.lives()) {
        throw e;
      }
    }
  }

  /** Returns the jobs that were to be cancelled, whether or not it came to that. */
  Set<Long> asked() {
    return asked;
  }

  /** Returns the jobs of which the owner said that they are cancelled. */
  Set<Long> acknowledged() {
    return acknowledged;
  }
}
