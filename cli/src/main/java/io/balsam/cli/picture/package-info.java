/** Commands that draw graphs and reports. */
@NullMarked
package io.balsam.cli.picture;

import org.jspecify.annotations.NullMarked;
