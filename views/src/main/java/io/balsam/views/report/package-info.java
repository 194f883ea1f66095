/** A run as one self-contained page: summary, graph, timeline, figures, failures, jobs. */
@NullMarked
package io.balsam.views.report;

import org.jspecify.annotations.NullMarked;
