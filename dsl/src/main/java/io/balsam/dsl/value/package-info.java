/** Values as people write them: durations, types, command templates, plain data. */
@NullMarked
package io.balsam.dsl.value;

import org.jspecify.annotations.NullMarked;
