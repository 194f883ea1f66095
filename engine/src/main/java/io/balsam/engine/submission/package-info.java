/**
 * From a workflow to rows: checks and plans it, finds results to reuse, writes runs and jobs;
 * cancels and retries what is there.
 */
@NullMarked
package io.balsam.engine.submission;

import org.jspecify.annotations.NullMarked;
