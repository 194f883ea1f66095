/** What goes to the terminal: colours, tables, times, and the progress of a run. */
@NullMarked
package io.balsam.cli.term;

import org.jspecify.annotations.NullMarked;
