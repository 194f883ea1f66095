/**
 * Turns workflows into rows: checks and plans them, finds results to reuse, writes runs and jobs.
 * Cancels and retries existing jobs.
 */
@NullMarked
package io.balsam.engine.submission;

import org.jspecify.annotations.NullMarked;
