/**
 * Leases jobs to launchers: the owner's side of the session protocol in {@link
 * io.balsam.engine.api.launcher}. The other side is {@link io.balsam.engine.launcher}.
 */
@NullMarked
package io.balsam.engine.dispatch.lease;

import org.jspecify.annotations.NullMarked;
