/** Short jobs on a real Slurm that belongs to the suite. */
@NullMarked
package io.balsam.bench.slurm;

import org.jspecify.annotations.NullMarked;
