/** {@code balsam queue}: allocations requested from a site's batch system. */
@NullMarked
package io.balsam.cli.queue;

import org.jspecify.annotations.NullMarked;
