/**
 * The processes inside an allocation: launchers, and the workers of serial launchers.
 *
 * <p>They connect the launchers of {@code io.balsam.engine} to the settings, the nodes and the
 * owner of a site.
 */
@NullMarked
package io.balsam.agent.launch;

import org.jspecify.annotations.NullMarked;
