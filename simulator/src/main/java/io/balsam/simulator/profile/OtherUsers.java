package io.balsam.simulator.profile;

import io.balsam.simulator.cluster.Arrival;
import io.balsam.simulator.load.LoadParameters;
import java.util.List;

/** Origin of the jobs of other users. */
public sealed interface OtherUsers {

  /** Machine without other users. */
  record None() implements OtherUsers {}

  /** Jobs drawn with the profile's seed. */
  record Seeded(LoadParameters parameters) implements OtherUsers {}

  /** Jobs of a trace, each at its time since the first one. */
  record Traced(List<Arrival> arrivals) implements OtherUsers {

    public Traced {
      arrivals = List.copyOf(arrivals);
    }
  }
}
