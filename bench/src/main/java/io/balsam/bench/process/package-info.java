/** Measures how many processes per second can be started, by each of the available ways. */
@NullMarked
package io.balsam.bench.process;

import org.jspecify.annotations.NullMarked;
