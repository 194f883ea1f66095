/** Removes ended runs and jobs: their records from the store, their workdirs from disk. */
@NullMarked
package io.balsam.engine.removal;

import org.jspecify.annotations.NullMarked;
