/** What happens around a run of a job: hooks, and moving files in and out. */
@NullMarked
package io.balsam.engine.run.hook;

import org.jspecify.annotations.NullMarked;
