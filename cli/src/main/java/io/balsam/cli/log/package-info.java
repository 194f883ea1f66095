/** Where log messages go: a file of the site, never the terminal. */
@NullMarked
package io.balsam.cli.log;

import org.jspecify.annotations.NullMarked;
