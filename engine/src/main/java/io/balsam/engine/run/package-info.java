/**
 * The owner of a store, put together from its rooms: {@code loop} is the heart, {@code plan} and
 * {@code submission} bring jobs in, {@code hook} does what is around a run, {@code node} and {@code
 * session} run jobs here and in launchers, {@code batchjob} keeps the allocations, {@code read}
 * answers.
 */
@NullMarked
package io.balsam.engine.run;

import org.jspecify.annotations.NullMarked;
