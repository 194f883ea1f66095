/** The site a command works on: found, opened by whichever way is open, and wired. */
@NullMarked
package io.balsam.cli.site;

import org.jspecify.annotations.NullMarked;
