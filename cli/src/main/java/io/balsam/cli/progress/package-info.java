/** A run as it goes on, on a screen or line by line, and what is said at its end. */
@NullMarked
package io.balsam.cli.progress;

import org.jspecify.annotations.NullMarked;
