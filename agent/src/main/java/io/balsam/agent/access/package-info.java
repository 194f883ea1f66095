/**
 * Opens a site in whichever way is possible: as its owner, through its owner, or from its store.
 *
 * <p>{@code EngineFactory} makes this process the owner, {@code SiteAccess} reads and requests
 * changes, {@code PlatformFactory} connects plugins and settings.
 */
@NullMarked
package io.balsam.agent.access;

import org.jspecify.annotations.NullMarked;
