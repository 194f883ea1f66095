/**
 * The engine: owns one store and drives each job in it through the state machine. {@link
 * io.balsam.engine.Engine} implements {@link io.balsam.engine.api.Balsam} in process; {@link
 * io.balsam.engine.core} decides, {@link io.balsam.engine.dispatch} finds capacity for runnable
 * jobs, {@link io.balsam.engine.store} keeps what was decided. {@link io.balsam.engine.launcher} is
 * the other side: it runs jobs under leases of an owner.
 */
@NullMarked
package io.balsam.engine;

import org.jspecify.annotations.NullMarked;
