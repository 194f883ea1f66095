/**
 * Answers queries of users about runs and jobs: listings, graphs, events, and why a job is as it
 * is.
 */
@NullMarked
package io.balsam.engine.query;

import org.jspecify.annotations.NullMarked;
