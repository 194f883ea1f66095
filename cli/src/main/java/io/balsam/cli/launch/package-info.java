/**
 * The process inside an allocation: {@code balsam launcher}.
 *
 * <p>It wires the launchers of {@code io.balsam.engine} to the command line, the settings and the
 * owner of the site.
 */
@NullMarked
package io.balsam.cli.launch;

import org.jspecify.annotations.NullMarked;
