/** Commands that run workflows or look at scripts. */
@NullMarked
package io.balsam.cli.run;

import org.jspecify.annotations.NullMarked;
