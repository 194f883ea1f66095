/**
 * Commands that create a site and start, inspect and stop its agent.
 *
 * <p>The parts that an agent shares with other commands, such as ownership and the client of the
 * API, are in {@code io.balsam.cli.site}.
 */
@NullMarked
package io.balsam.cli.agent;

import org.jspecify.annotations.NullMarked;
