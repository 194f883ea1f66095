/** The {@code balsam} command: entry point, list of commands and error messages. */
@NullMarked
package io.balsam.cli;

import org.jspecify.annotations.NullMarked;
