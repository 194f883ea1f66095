/**
 * Words of a workflow script, by the kind of block they are used in.
 *
 * <p>The interfaces describe the language for script authors; {@code io.balsam.dsl.capture}
 * implements them.
 */
@NullMarked
package io.balsam.dsl.grammar;

import org.jspecify.annotations.NullMarked;
