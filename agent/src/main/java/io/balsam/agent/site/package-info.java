/**
 * A site as a directory: where its files are, who may have changed them, and the list of a user's
 * sites.
 *
 * <p>Nothing here opens the store; that is {@code io.balsam.agent.access}.
 */
@NullMarked
package io.balsam.agent.site;

import org.jspecify.annotations.NullMarked;
