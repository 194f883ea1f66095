/** Logging to a file of the site, never to the terminal. */
@NullMarked
package io.balsam.cli.log;

import org.jspecify.annotations.NullMarked;
