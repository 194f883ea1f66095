/**
 * A simulated batch system: nodes, queues and jobs, started first come, first served with EASY
 * backfill. Deterministic and of one thread; time passes by calls alone. All times are nanoseconds
 * since the simulation began, all lengths of time nanoseconds.
 */
@NullMarked
package io.balsam.simulator.cluster;

import org.jspecify.annotations.NullMarked;
