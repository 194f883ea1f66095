/** {@code balsam queue}: allocations asked of a site's batch system. */
@NullMarked
package io.balsam.cli.queue;

import org.jspecify.annotations.NullMarked;
