/** Short jobs on a real Slurm of the suite's own. */
@NullMarked
package io.balsam.bench.slurm;

import org.jspecify.annotations.NullMarked;
