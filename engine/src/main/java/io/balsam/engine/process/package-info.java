/** Processes of jobs on this machine: started cheaply, ended with all their children. */
@NullMarked
package io.balsam.engine.process;

import org.jspecify.annotations.NullMarked;
