/**
 * What all pictures are made of: markup that escapes, scales, ticks, colours of states, figures for
 * people.
 */
@NullMarked
package io.balsam.views.draw;

import org.jspecify.annotations.NullMarked;
