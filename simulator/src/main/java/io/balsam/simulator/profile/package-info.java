/** Profile of a simulated machine: its size, queues, load and faults, as a file describes them. */
@NullMarked
package io.balsam.simulator.profile;

import org.jspecify.annotations.NullMarked;
