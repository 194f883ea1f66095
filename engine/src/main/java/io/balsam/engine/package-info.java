/**
 * The engine: owns one store and drives each Job in it through the state machine.
 *
 * <ul>
 *   <li>{@link io.balsam.engine.Engine} is the door: an in-process {@link
 *       io.balsam.engine.api.Balsam}.
 *   <li>{@link io.balsam.engine.core} decides, {@link io.balsam.engine.dispatch} finds room for
 *       runnable jobs, {@link io.balsam.engine.store} keeps what was decided.
 *   <li>{@link io.balsam.engine.launcher} is the other side: it runs jobs under leases of an owner.
 * </ul>
 */
@NullMarked
package io.balsam.engine;

import org.jspecify.annotations.NullMarked;
