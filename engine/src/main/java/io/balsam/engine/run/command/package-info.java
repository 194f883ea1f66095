/** From an app's template and a job's values to a command line and its environment. Pure. */
@NullMarked
package io.balsam.engine.run.command;

import org.jspecify.annotations.NullMarked;
