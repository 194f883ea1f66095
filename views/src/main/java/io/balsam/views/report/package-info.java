/**
 * A run as one page that needs nothing beside itself: summary, graph, timeline, figures, failures,
 * jobs.
 */
@NullMarked
package io.balsam.views.report;

import org.jspecify.annotations.NullMarked;
