/** The process inside an allocation: {@code balsam launcher}. */
@NullMarked
package io.balsam.cli.launch;

import org.jspecify.annotations.NullMarked;
