/**
 * The call of a command and the site it is about.
 *
 * <p>The commands in the packages beside this one get an {@code Invocation}. Its context opens the
 * site with {@code io.balsam.agent.access}: {@code SiteAccess} to read or change it, {@code
 * EngineFactory} to own it.
 */
@NullMarked
package io.balsam.cli.site;

import org.jspecify.annotations.NullMarked;
