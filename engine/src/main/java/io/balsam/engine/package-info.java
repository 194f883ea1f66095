/**
 * The engine: owns one store and moves each job in it through the state machine.
 *
 * <ul>
 *   <li>{@link io.balsam.engine.Engine} is the entry point: an in-process {@link
 *       io.balsam.engine.api.Balsam}.
 *   <li>{@link io.balsam.engine.core} decides, {@link io.balsam.engine.dispatch} dispatches
 *       runnable jobs, {@link io.balsam.engine.store} stores what was decided.
 *   <li>{@link io.balsam.engine.launcher} is the other side: it runs jobs under leases of an owner.
 * </ul>
 */
@NullMarked
package io.balsam.engine;

import org.jspecify.annotations.NullMarked;
