/**
 * Decides which allocations a site asks for: from the work that waits, the BatchJobs there are, and
 * the idle nodes. Pure but for {@link io.balsam.engine.scaling.AutoScaler}, the service module.
 */
@NullMarked
package io.balsam.engine.scaling;

import org.jspecify.annotations.NullMarked;
