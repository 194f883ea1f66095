/** Time, threads, timers and signals of the engine, which a simulation can replace. */
@NullMarked
package io.balsam.engine.concurrent;

import org.jspecify.annotations.NullMarked;
