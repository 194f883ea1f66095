/**
 * Runs jobs on the machine's own nodes: reserves cores, starts processes and functions, and reports
 * how they ended to the event loop.
 */
@NullMarked
package io.balsam.engine.dispatch.local;

import org.jspecify.annotations.NullMarked;
