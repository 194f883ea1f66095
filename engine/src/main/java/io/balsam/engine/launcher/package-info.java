/**
 * Runs jobs inside an allocation under leases of an owner, on its own nodes or by workers.
 *
 * <ul>
 *   <li>{@link io.balsam.engine.launcher.OwnerConnection} keeps the session and outlives short
 *       outages.
 *   <li>{@link io.balsam.engine.launcher.Crew} runs what was assigned: {@code LocalCrew} here,
 *       {@code WorkerCrew} by worker processes.
 * </ul>
 *
 * It imports none of the owner's packages ({@code core}, {@code dispatch}, {@code submission}); the
 * owner's side of the session is {@code dispatch.lease}.
 */
@NullMarked
package io.balsam.engine.launcher;

import org.jspecify.annotations.NullMarked;
