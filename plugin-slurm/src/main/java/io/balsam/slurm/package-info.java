/** Slurm as a platform: allocations by {@code sbatch}, their nodes, and ranks by {@code srun}. */
@NullMarked
package io.balsam.slurm;

import org.jspecify.annotations.NullMarked;
