/** Targets of the project, and whether a run of the suite has reached them. */
@NullMarked
package io.balsam.bench.verdict;

import org.jspecify.annotations.NullMarked;
