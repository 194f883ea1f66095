/** What the project wants to reach, and whether a run of the suite did. */
@NullMarked
package io.balsam.bench.verdict;

import org.jspecify.annotations.NullMarked;
