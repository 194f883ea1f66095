/**
 * The site a command works on: found, opened in whichever way is possible, and wired.
 *
 * <p>The commands in the packages beside this one get an {@code Invocation} and open the site with
 * {@code Looking} to read or change it, or with {@code Wiring} to own it.
 */
@NullMarked
package io.balsam.cli.site;

import org.jspecify.annotations.NullMarked;
