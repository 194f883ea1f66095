/** The {@code balsam} command. */
@NullMarked
package io.balsam.cli;

import org.jspecify.annotations.NullMarked;
