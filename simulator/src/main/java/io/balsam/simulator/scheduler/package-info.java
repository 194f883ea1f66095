/** The simulated cluster as the engine sees batch systems. */
@NullMarked
package io.balsam.simulator.scheduler;

import org.jspecify.annotations.NullMarked;
