/** Terminal output: colours, tables, times and escapes. */
@NullMarked
package io.balsam.cli.term;

import org.jspecify.annotations.NullMarked;
