package io.balsam.engine.process;

import org.jspecify.annotations.Nullable;

/**
 * State of a helper at one moment.
 *
 * @param given number of jobs that it had been given by then
 */
record HelperSnapshot(@Nullable RunningJob job, long given) {}
