/** Progress of a run, on a screen or line by line, and the summary at its end. */
@NullMarked
package io.balsam.cli.progress;

import org.jspecify.annotations.NullMarked;
