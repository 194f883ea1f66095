/** The one table of states and transitions. Pure: no clock, no I/O. */
@NullMarked
package io.balsam.engine.lifecycle;

import org.jspecify.annotations.NullMarked;
