/**
 * The API for Java programs that run workflows: {@code SiteEngine}.
 *
 * <p>The packages below put the parts of Balsam together, for it and for the {@code balsam}
 * command: {@code site} knows the directory, {@code access} opens it, {@code process} is the agent,
 * {@code launch} the processes inside an allocation.
 */
@NullMarked
package io.balsam.agent;

import org.jspecify.annotations.NullMarked;
