/** Cost of the engine by itself: simulated jobs, nodes and launchers, on real stores. */
@NullMarked
package io.balsam.bench.simulated;

import org.jspecify.annotations.NullMarked;
