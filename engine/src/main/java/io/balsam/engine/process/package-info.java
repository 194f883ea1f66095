/**
 * Processes of jobs on this machine: started cheaply, ended with all their children.
 *
 * <p>{@link io.balsam.engine.process.Spawner} is the entry point.
 */
@NullMarked
package io.balsam.engine.process;

import org.jspecify.annotations.NullMarked;
