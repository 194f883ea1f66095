/** Options and arguments of commands, and their help pages. */
@NullMarked
package io.balsam.cli.option;

import org.jspecify.annotations.NullMarked;
