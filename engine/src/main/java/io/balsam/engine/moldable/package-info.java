/**
 * Chooses the number of nodes of jobs that can run on several numbers. Pure computation: run times
 * and limits in, numbers of nodes out.
 */
@NullMarked
package io.balsam.engine.moldable;

import org.jspecify.annotations.NullMarked;
