/** Jobs on the engine's own nodes: placed, started, watched and ended. */
@NullMarked
package io.balsam.engine.run.node;

import org.jspecify.annotations.NullMarked;
