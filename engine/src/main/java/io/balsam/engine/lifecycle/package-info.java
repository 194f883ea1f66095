/** Tables of states and transitions of jobs and BatchJobs. Pure: no clock, no I/O. */
@NullMarked
package io.balsam.engine.lifecycle;

import org.jspecify.annotations.NullMarked;
