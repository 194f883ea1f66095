/** Threads and timers of an engine or a launcher. */
@NullMarked
package io.balsam.engine.run.threads;

import org.jspecify.annotations.NullMarked;
