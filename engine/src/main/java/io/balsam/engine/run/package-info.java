/**
 * The owner of a store: the loop that takes events, commits them in groups and releases effects.
 */
@NullMarked
package io.balsam.engine.run;

import org.jspecify.annotations.NullMarked;
