/** The durable record of runs, jobs and events, on H2 or PostgreSQL. */
@NullMarked
package io.balsam.engine.store;

import org.jspecify.annotations.NullMarked;
