/** Commands that draw. */
@NullMarked
package io.balsam.cli.picture;

import org.jspecify.annotations.NullMarked;
