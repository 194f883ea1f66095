/**
 * The command of the process inside an allocation: {@code balsam launcher}.
 *
 * <p>It reads the options and prints what happens; {@code io.balsam.agent.launch} does the work.
 */
@NullMarked
package io.balsam.cli.launch;

import org.jspecify.annotations.NullMarked;
