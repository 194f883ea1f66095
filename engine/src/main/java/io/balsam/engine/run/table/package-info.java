/** Jobs in memory, a few dozen bytes each: what the loop must know of every job that waits. */
@NullMarked
package io.balsam.engine.run.table;

import org.jspecify.annotations.NullMarked;
