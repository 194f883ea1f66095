/**
 * Places runnable jobs on nodes, cores and GPUs. Pure computation: free nodes and jobs in,
 * placements out.
 */
@NullMarked
package io.balsam.engine.packing;

import org.jspecify.annotations.NullMarked;
