/**
 * Runs one job, for the owner and for the launcher alike: its command, environment and process, or
 * its function, and the wording of how it ended.
 */
@NullMarked
package io.balsam.engine.execution;

import org.jspecify.annotations.NullMarked;
