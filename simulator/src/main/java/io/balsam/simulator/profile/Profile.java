package io.balsam.simulator.profile;

import io.balsam.simulator.cluster.Arrival;
import io.balsam.simulator.cluster.Change;
import io.balsam.simulator.cluster.Cluster;
import io.balsam.simulator.cluster.ClusterSetup;
import io.balsam.simulator.load.FaultParameters;
import io.balsam.simulator.load.SeededFaults;
import io.balsam.simulator.load.SeededLoad;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Machine to be simulated.
 *
 * @param setup number of nodes, queues and properties of the scheduler
 * @param shape resources of each node
 * @param others origin of the jobs of other users
 * @param faults frequency and length of faults
 * @param warmUp time for which other users have the machine to themselves before the simulation
 *     begins
 * @param seed number from which the load and the faults are drawn
 */
public record Profile(
    ClusterSetup setup,
    NodeShape shape,
    OtherUsers others,
    FaultParameters faults,
    Duration warmUp,
    long seed) {

  /** Returns the same machine with another seed. */
  public Profile withSeed(long other) {
    return new Profile(setup, shape, others, faults, warmUp, other);
  }

  /** Returns the same machine with other jobs of other users. */
  public Profile withOthers(OtherUsers other) {
    return new Profile(setup, shape, other, faults, warmUp, seed);
  }

  /**
   * Returns the machine at the beginning of the simulation, with what other users have running and
   * waiting by then. Its present time is the warm-up.
   *
   * @param begin date and time of day at which the simulation begins, in UTC
   */
  public Cluster cluster(Instant begin) {
    Iterator<Arrival> arrivals = Collections.emptyIterator();
    if (others instanceof OtherUsers.Seeded seeded) {
      int startOfDay = begin.minus(warmUp).atZone(ZoneOffset.UTC).toLocalTime().toSecondOfDay();
      arrivals = new SeededLoad(seeded.parameters(), setup.nodes(), startOfDay, seed);
    } else if (others instanceof OtherUsers.Traced traced) {
      arrivals = traced.arrivals().iterator();
    }
    // Of the same seed, but not the same numbers as the load.
    SeededFaults incidents = new SeededFaults(faults, setup.nodes(), ~seed);
    Cluster cluster = new Cluster(setup, arrivals, incidents);
    List<Change> unused = cluster.advanceTo(warmUp.toNanos());
    return cluster;
  }
}
