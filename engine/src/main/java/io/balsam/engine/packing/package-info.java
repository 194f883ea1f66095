/**
 * Which runnable jobs go on which nodes, cores and GPUs. Pure: free nodes and jobs in, placements
 * out.
 */
@NullMarked
package io.balsam.engine.packing;

import org.jspecify.annotations.NullMarked;
