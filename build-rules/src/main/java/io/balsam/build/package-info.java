/** Rules that every module's own spec inherits, and the reporter of skipped tests. */
@NullMarked
package io.balsam.build;

import org.jspecify.annotations.NullMarked;
