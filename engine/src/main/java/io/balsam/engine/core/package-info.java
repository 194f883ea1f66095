/**
 * Decides the transitions of jobs, on one thread.
 *
 * <ul>
 *   <li>{@link io.balsam.engine.core.EventLoop} takes inputs, has them decided, commits, then
 *       starts the effects: nothing begins that is not on disk.
 *   <li>{@link io.balsam.engine.core.LifecycleDriver} fires the transitions of {@link
 *       io.balsam.engine.lifecycle} and calls what a reached state needs.
 *   <li>{@link io.balsam.engine.core.JobTable} holds the jobs of a run in columns of primitives.
 * </ul>
 *
 * The packages around it ({@code dispatch}, {@code hook}, {@code transfer}, {@code submission},
 * {@code query}) get its parts as {@link io.balsam.engine.core.EngineParts}; it depends on none of
 * them.
 */
@NullMarked
package io.balsam.engine.core;

import org.jspecify.annotations.NullMarked;
