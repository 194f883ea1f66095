/**
 * A site's agent: its service modules and their supervision, its job template, its files. BatchJobs
 * themselves are in {@code batchjob}.
 */
@NullMarked
package io.balsam.engine.site;

import org.jspecify.annotations.NullMarked;
