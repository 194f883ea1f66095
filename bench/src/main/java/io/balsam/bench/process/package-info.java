/** How many processes a second can be started, in the ways there are. */
@NullMarked
package io.balsam.bench.process;

import org.jspecify.annotations.NullMarked;
