/** Threads, timers and signals of the engine. */
@NullMarked
package io.balsam.engine.concurrent;

import org.jspecify.annotations.NullMarked;
