/** The programs that do the same work, including Balsam, each driven as its users drive it. */
@NullMarked
package io.balsam.bench.programs;

import org.jspecify.annotations.NullMarked;
