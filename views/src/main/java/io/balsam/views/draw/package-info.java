/**
 * Parts of all pictures: markup with escapes, scales, ticks, colours of states, figures for people.
 *
 * <p>The packages {@code dag} and {@code report} draw with them.
 */
@NullMarked
package io.balsam.views.draw;

import org.jspecify.annotations.NullMarked;
