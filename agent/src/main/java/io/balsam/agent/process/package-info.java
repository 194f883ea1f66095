/**
 * The agent of a site: in this process, as a process of its own, and as others see it.
 *
 * <p>{@code Agent} is the agent itself; {@code AgentProcess} starts and stops one.
 */
@NullMarked
package io.balsam.agent.process;

import org.jspecify.annotations.NullMarked;
