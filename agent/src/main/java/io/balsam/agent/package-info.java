/**
 * The parts of Balsam put together, for the {@code balsam} command and for other programs.
 *
 * <p>{@code site} knows the directory, {@code access} opens it, {@code process} is the agent,
 * {@code launch} the processes inside an allocation.
 */
@NullMarked
package io.balsam.agent;

import org.jspecify.annotations.NullMarked;
