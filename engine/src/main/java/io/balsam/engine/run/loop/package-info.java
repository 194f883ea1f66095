/**
 * The heart: inputs come in one by one, change the state in memory, are committed in groups, and
 * release what follows.
 */
@NullMarked
package io.balsam.engine.run.loop;

import org.jspecify.annotations.NullMarked;
