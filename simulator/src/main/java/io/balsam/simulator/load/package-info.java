/**
 * What happens on a machine without us: jobs of other users, from a seed or from a trace, and
 * faults. Times are nanoseconds since the simulation began, as in the simulated cluster.
 */
@NullMarked
package io.balsam.simulator.load;

import org.jspecify.annotations.NullMarked;
