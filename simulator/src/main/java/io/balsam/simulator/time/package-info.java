/** Virtual time: the engine's runtime in a simulation, which one thread drives. */
@NullMarked
package io.balsam.simulator.time;

import org.jspecify.annotations.NullMarked;
