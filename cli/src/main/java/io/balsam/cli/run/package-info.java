/** Commands that run workflows or check scripts. */
@NullMarked
package io.balsam.cli.run;

import org.jspecify.annotations.NullMarked;
